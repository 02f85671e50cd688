// The same claim across articles, in releases that have the table `tracks`.

import { once, table } from './release.js'
import { WITHHELD, compare, folded } from './text.js'

const COUNTS = ['claim_count', 'article_count', 'outlet_count']

const all = once(async () => {
  const held = await table('tracks')
  const found = await held.columns(['track_id', 'claim', ...COUNTS.filter((name) => held.names.has(name))])
  const order = Array.from(found.track_id, (_, row) => row)
  const count = (name, row) => found[name]?.[row] ?? 0
  order.sort((one, other) => (
    count('outlet_count', other) - count('outlet_count', one) || count('article_count', other) - count('article_count', one)
    || compare(found.track_id[one], found.track_id[other])
  ))
  return { found, order, folds: found.claim.map((text) => folded(text ?? WITHHELD)) }
})

/** A page of tracks, those in the most outlets first: { total, rows }. */
export async function listed({ q = '', page = 1, size }) {
  const { order, folds } = await all()
  const sought = folded(q).split(/\s+/).filter(Boolean)
  const rows = order.filter((row) => sought.every((word) => folds[row].includes(word)))
  return { total: rows.length, rows: await shown(rows.slice((page - 1) * size, page * size)) }
}

/** A track; null if there is none of that id. */
export async function one(id) {
  const place = await (await table('tracks')).find('track_id', id)
  return place ? (await shown([place.start]))[0] : null
}

async function shown(rows) {
  const held = await table('tracks')
  const found = await held.read(rows, [...held.names], 1)
  return found.map((one) => ({ ...one, words: one.claim ?? WITHHELD }))
}
