// How far the reading of tables is, where it takes long.

import { whileReading } from './client.js'
import { fill, h } from './dom.js'
import { number } from './words.js'

const PATIENCE = 600 // milliseconds

/** A line at the foot of the page, while there is something to wait for. */
export function showProgress() {
  const bar = h('progress', { max: 1, value: 0, 'aria-labelledby': 'reading-words' })
  const words = h('span', { id: 'reading-words' })
  const node = h('p', { class: 'reading-on', hidden: true }, words, ' ', bar)
  document.body.append(node)
  let timer = null
  whileReading(({ done, total }) => {
    if (!total) {
      clearTimeout(timer)
      timer = null
      node.hidden = true
      return
    }
    // By a timer, for nothing more may be told while one part is waited for.
    timer ??= setTimeout(() => { node.hidden = false }, PATIENCE)
    fill(words, `Reading the tables: ${number(done)} of ${number(total)} parts`)
    bar.max = total
    bar.value = done
  })
}
