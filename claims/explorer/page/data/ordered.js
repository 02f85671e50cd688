// Lines of many rows in an order that is not the table's, without all of them being held or read twice.

import { turn } from './progress.js'

const AT_ONCE = 20_000 // lines that are put in order together

/**
 * A Blob of a line for each of `rows`, in their order. `line(row, place)` makes it of a row's columns; the table is read
 * from its first group to its last. Lines of one stretch of the order are kept in a Blob, which a browser may put on
 * its disk, until all of them are there. `told(count)` is called as lines are made.
 */
export async function inOrder(rows, held, columns, line, told) {
  const ranks = new Int32Array(held.rows).fill(-1)
  rows.forEach((row, rank) => { ranks[row] = rank })
  const stretches = Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, () => ({ parts: [], ranks: [], lengths: [] }))
  let made = 0
  for (const group of held.groups) {
    const own = []
    for (let row = group.first; row < group.first + group.rows; row++) if (ranks[row] >= 0) own.push(row)
    if (!own.length) continue
    const found = await held.read(own, columns)
    const texts = new Map()
    found.forEach((one, place) => {
      const text = line(one, own[place])
      const rank = ranks[own[place]]
      const number = Math.floor(rank / AT_ONCE)
      const stretch = stretches[number]
      stretch.ranks.push(rank % AT_ONCE)
      stretch.lengths.push(text.length)
      if (!texts.has(number)) texts.set(number, [])
      texts.get(number).push(text)
    })
    for (const [number, some] of texts) stretches[number].parts.push(new Blob(some))
    made += own.length
    told(made, rows.length)
    await turn()
  }
  const parts = []
  for (const stretch of stretches) {
    parts.push(new Blob(await sorted(stretch)))
    stretch.parts = []
    await turn()
  }
  return new Blob(parts)
}

async function sorted({ parts, ranks, lengths }) {
  const text = await new Blob(parts).text()
  const lines = new Array(ranks.length)
  let start = 0
  ranks.forEach((rank, place) => {
    lines[rank] = text.slice(start, start + lengths[place])
    start += lengths[place]
  })
  return lines
}
