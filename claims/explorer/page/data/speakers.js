// The speakers: their names, what they said when, and in which frames.

import { days } from './articles.js'
import { column, ofArticle } from './claims.js'
import { once, table } from './release.js'
import { compare, folded } from './text.js'

const COLUMNS = ['speaker_id', 'name', 'type', 'aliases', 'claim_count', 'article_count']

const all = once(async () => {
  const held = await table('speakers')
  const found = await held.columns(COLUMNS)
  const folds = found.name.map((name, row) => [name, ...found.aliases[row]].map(folded).join('\n'))
  const order = Array.from(found.name, (_, row) => row)
  order.sort((one, other) => found.claim_count[other] - found.claim_count[one] || compare(found.name[one], found.name[other]))
  return { ...found, folds, order }
})

/** The names and types of speakers: { id: { name, type } } as a Map. */
export const named = once(async () => {
  const { speaker_id: ids, name, type } = await (await table('speakers')).columns(['speaker_id', 'name', 'type'])
  return new Map(ids.map((id, row) => [id, { name: name[row], type: type[row] }]))
})

/** The ids of speakers one of whose names holds this, folded. */
export async function aliases(part) {
  const { speaker_id: ids, folds } = await all()
  return ids.filter((_, row) => folds[row].includes(part))
}

/** A page of speakers, those with the most claims first: { total, rows }. */
export async function listed({ q = '', type = '', page = 1, size }) {
  const found = await all()
  const part = folded(q).trim()
  const rows = found.order.filter((row) => (!part || found.folds[row].includes(part)) && (!type || found.type[row] === type))
  const shown = rows.slice((page - 1) * size, page * size)
  return {
    total: rows.length,
    rows: shown.map((row) => Object.fromEntries(COLUMNS.map((name) => [name, found[name][row]]))),
  }
}

/** A speaker with { months, labels, voices }: claims by [month, count] and so on; null if there is none. */
export async function one(id) {
  const held = await table('speakers')
  const place = await held.find('speaker_id', id)
  if (!place) return null
  const [own] = await held.read([place.start], [...held.names])
  const [ids, voice, framings, of, published] = await Promise.all([
    column('speaker_id'), column('voice'), column('framings'), ofArticle(), days(),
  ])
  const code = ids.values.of(id)
  const [months, labels, voices] = [new Map(), new Map(), new Map()]
  const add = (counts, name) => counts.set(name, (counts.get(name) ?? 0) + 1)
  ids.codes.forEach((one, claim) => {
    if (one !== code) return
    add(voices, voice.values.values[voice.codes[claim]])
    const day = published[of[claim]]
    if (day !== null && day !== undefined) add(months, new Date(day * 864e5).toISOString().slice(0, 7))
    const { starts, codes, values } = framings
    for (let at = starts[claim]; at < starts[claim + 1]; at++) add(labels, values.values[codes[at]])
  })
  return {
    ...own,
    months: [...months].sort(([one], [other]) => compare(one, other)),
    labels: byCount(labels),
    voices: byCount(voices),
  }
}

function byCount(counts) {
  return [...counts].sort((one, other) => other[1] - one[1] || compare(one[0], other[0]))
}
