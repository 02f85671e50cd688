// A release's framings as columns of numbers, with their framers and articles; and those among them that are asked for.
// As claims/frames/select.py.

import { articles, days, outlets } from '../articles.js'
import { byKey, coded, numbered, numbers } from '../codes.js'
import { once, table } from '../release.js'
import { named } from '../speakers.js'
import { compare, key } from '../text.js'

const CODED = ['label', 'family', 'kind', 'polarity']

/**
 * All framings: { label, family, kind, polarity } as { values, codes }; { article } the row of each one's article; { who }
 * the number of its framer, one of { whos }: { framer, framer_id, framer_type }; { ordered } their rows in the order of
 * publication and of the text; { published, outlet, copied } by the row of an article.
 */
export const framings = once(async () => {
  const [held, { number }] = await Promise.all([table('framings'), articles()])
  const [article, columns, framers, published, outlet, copied] = await Promise.all([
    numbered(held, 'article_id', number), Promise.all(CODED.map((name) => coded(held, name))), framersOf(held), days(), outlets(), copies(),
  ])
  const ranks = await inTime(published)
  return {
    ...Object.fromEntries(CODED.map((name, place) => [name, columns[place]])),
    ...framers, article, published, outlet, copied,
    ordered: byKey(held.rows, article.map((row) => (row < 0 ? ranks.length : ranks[row])), ranks.length + 1),
  }
})

/** A framer is a speaker of the release, under that one's name, or who is named in the framing. */
async function framersOf(held) {
  const [names, ids, speakers] = await Promise.all([coded(held, 'framer'), coded(held, 'framer_id'), named()])
  const known = ids.values.values.map((id) => speakers.get(id))
  const [whos, numbers] = [[], new Map()]
  const who = new Int32Array(held.rows)
  for (let row = 0; row < who.length; row++) {
    const [name, id] = [names.codes[row], ids.codes[row]]
    const speaker = known[id]
    const one = id * (names.values.values.length + 1) + (speaker ? 0 : name + 1)
    let found = numbers.get(one)
    if (found === undefined) {
      found = whos.push({
        framer: speaker?.name ?? names.values.values[name], framer_id: ids.values.values[id], framer_type: speaker?.type ?? null,
      }) - 1
      numbers.set(one, found)
    }
    who[row] = found
  }
  return { whos, who }
}

/** By the row of an article its place by publication, then id; those without a date come last. */
async function inTime(published) {
  const { ids } = await articles()
  let order = Array.from(ids, (_, row) => row)
  // Each file has them by id, so that there is something to do only where there are several files.
  if (ids.some((id, row) => row && compare(ids[row - 1], id) > 0)) order.sort((one, other) => compare(ids[one], ids[other]))
  const keys = Float64Array.from(order, (row, place) => (published[row] ?? 1e9) * order.length + place).sort()
  order = Array.from(keys, (one) => order[((one % order.length) + order.length) % order.length])
  const ranks = new Int32Array(order.length)
  order.forEach((row, rank) => { ranks[row] = rank })
  return ranks
}

/** 1 by the row of each article that repeats another one. */
async function copies() {
  const held = await table('articles')
  return (await numbered(held, 'duplicate_of', () => 1)).map((copy) => copy > 0)
}

const distinct = (name) => once(async () => coded(await table('framings'), name))

/** The words framed, the words they are framed in, and how sure the extractor was: seldom wanted, and much to read. */
export const targets = distinct('target')
export const phrases = distinct('phrase')
export const confidences = once(async () => numbers(await table('framings'), 'confidence'))

/** The rows of the framings of the target and kind asked for, whatever their labels. */
export async function inScope({ ordered, kind: { values, codes } }, { target = '', kind = '' }) {
  const code = values.of(kind) ?? -1
  const kept = kind ? ordered.filter((row) => codes[row] === code) : ordered
  if (!target) return kept
  const [ones, others] = await Promise.all([targets(), phrases()])
  const [inTarget, inPhrase] = [ones, others].map((column) => holding(column.values.values, ` ${key(target)} `))
  const lexical = values.of('lexical') ?? -1
  return kept.filter((row) => inTarget[ones.codes[row]] || (codes[row] === lexical && inPhrase[others.codes[row]]))
}

const keys = new Map()

function holding(values, sought) {
  if (!keys.has(values)) keys.set(values, values.map((words) => (words === null ? null : ` ${key(words)} `)))
  return Uint8Array.from(keys.get(values), (words) => words !== null && words.includes(sought))
}

/** Those of the family and label asked for. */
export function narrowed(rows, { family: families, label: labels }, { family = '', label = '' }) {
  const [ofFamily, ofLabel] = [families.values.of(family) ?? -1, labels.values.of(label) ?? -1]
  if (!family && !label) return rows
  return rows.filter((row) => (!family || families.codes[row] === ofFamily) && (!label || labels.codes[row] === ofLabel))
}
