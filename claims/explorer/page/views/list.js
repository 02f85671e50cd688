// What lists have in common: claims one below the other, and pages of them.

import { fill, h } from '../dom.js'
import { link } from '../route.js'
import { counted, label, number, time, told } from '../words.js'
import { WITHHELD, line, shortened } from '../data/text.js'

export const SIZE = 20
const LONGEST = 420

/** A claim in a list. */
export function claim(row, { speaker = true } = {}) {
  const words = line(row.claim ?? WITHHELD)
  return h('li', { class: `item ${row.voice}` },
    h('p', { class: 'words' },
      h('a', { href: link('claim', row.claim_id, { in: row.article_id }), 'data-item': true }, h('bdi', null, shortened(words, LONGEST)))),
    h('p', { class: 'said' },
      speaker && who(row), speaker && row.cue ? [' ', h('i', { class: 'cue' }, told(row.cue))] : null, ' ',
      voice(row.voice), row.framings.map((name) => [' ', frame(name)]),
      row.origin === 'human' && [' ', h('span', { class: 'human' }, 'confirmed by a person')]),
    h('p', { class: 'source' },
      h('a', { href: link('article', row.article_id) }, told(row.outlet ?? row.title ?? 'an article')),
      row.published != null && [', ', time(row.published)],
      row.section !== 'body' && `, ${row.section}`, confidence(row.confidence)))
}

/** The speaker of a claim, with a link to who it is. */
export function who(row) {
  if (!row.speaker) return h('span', { class: 'nobody' }, 'Nobody named')
  const name = h('b', { class: 'who' }, told(row.speaker))
  return row.speaker_id ? h('a', { href: link('speaker', row.speaker_id) }, name) : name
}

export const voice = (name) => h('span', { class: `voice ${name}` }, name)
export const frame = (name) => h('a', { class: 'frame', href: link('frames', '', { label: name }) }, label(name))

/** How sure the extractor was, in words and as a bar. */
export function confidence(value) {
  if (value == null) return null
  const percent = Math.round(value * 100)
  return h('span', { class: 'confidence' }, ' ', h('meter', { min: 0, max: 100, value: percent, 'aria-label': 'confidence' }), ` ${percent}%`)
}

/** Links to the pages before and after; `to` gives the address of a page. */
export function pager(page, total, to, size = SIZE) {
  const last = Math.max(1, Math.ceil(total / size))
  if (last === 1) return null
  const step = (target, words, rel) => (target >= 1 && target <= last
    ? h('a', { href: to(target), rel }, words)
    : h('span', { class: 'off' }, words))
  return h('nav', { class: 'pager', 'aria-label': 'Pages' },
    step(page - 1, '← Before', 'prev'), h('span', null, `Page ${number(page)} of ${number(last)}`), step(page + 1, 'After →', 'next'))
}

export const pageOf = (params) => Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1)

/** A choice with the most frequent first, and what each would find. */
export function select(name, title, entries, chosen, words = label) {
  const known = entries.some(([value]) => value === chosen)
  const options = chosen && !known ? [[chosen, null], ...entries] : entries
  return h('label', null, h('span', null, title),
    h('select', { name },
      h('option', { value: '' }, 'any'),
      options.map(([value, count]) => h('option', { value, selected: value === chosen },
        count === null ? words(value) : `${words(value)} (${number(count)})`))))
}

/** A file for who reads: saved by the browser under this name. `made` is given what says how far it is. */
export async function save(button, made, name) {
  button.disabled = true
  const said = button.textContent
  fill(button, 'Making the file …')
  try {
    const tell = (rows, all) => fill(button, `Making the file … ${number(rows)} of ${number(all)} rows`)
    const address = URL.createObjectURL(await made(tell))
    const anchor = document.createElement('a')
    anchor.href = address
    anchor.download = name
    anchor.click()
    setTimeout(() => URL.revokeObjectURL(address), 60_000)
  } finally {
    fill(button, said)
    button.disabled = false
  }
}

/** Bars, one a name: [name, count, link or null]. */
export function bars(entries, noun) {
  const most = Math.max(...entries.map(([, count]) => count))
  return h('ul', { class: 'bars' }, entries.map(([name, count, address]) => h('li', null,
    address ? h('a', { href: address }, name) : h('span', null, name),
    h('progress', { max: most, value: count, 'aria-label': counted(count, noun) }), h('span', { class: 'count' }, number(count)))))
}
