// The same claim across articles, in releases that have the table `tracks`.

import { once, table } from './release.js'
import { WITHHELD, compare, folded } from './text.js'

const all = once(async () => {
  const held = await table('tracks')
  const found = await held.columns([...held.names])
  const order = Array.from(found.track_id, (_, row) => row)
  const count = (name, row) => found[name]?.[row] ?? 0
  order.sort((one, other) => (
    count('outlet_count', other) - count('outlet_count', one) || count('article_count', other) - count('article_count', one)
    || compare(found.track_id[one], found.track_id[other])
  ))
  return { found, order, folds: words(found).map(folded) }
})

/** A page of tracks, those in the most outlets first: { total, rows }. */
export async function listed({ q = '', page = 1, size }) {
  const { found, order, folds } = await all()
  const sought = folded(q).split(/\s+/).filter(Boolean)
  const rows = order.filter((row) => sought.every((word) => folds[row].includes(word)))
  return { total: rows.length, rows: rows.slice((page - 1) * size, page * size).map((row) => shown(found, row)) }
}

/** A track; null if there is none of that id. */
export async function one(id) {
  const { found } = await all()
  const row = found.track_id.indexOf(id)
  return row < 0 ? null : shown(found, row)
}

const words = (found) => found.claim.map((text) => text ?? WITHHELD)

function shown(found, row) {
  const made = Object.fromEntries(Object.entries(found).map(([name, values]) => [name, values[row]]))
  return { ...made, words: words(found)[row] }
}
