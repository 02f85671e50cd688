// The claims: indexes of numbers for filters, words where they are wanted.

import { about, articles, byDate } from './articles.js'
import { coded, codedLists } from './codes.js'
import { once, table } from './release.js'
import { folded } from './text.js'

const ALL_WORDS = 32e6 // bytes packed, some 400,000 claims: up to these the words of all claims are kept
const CODED = ['voice', 'section', 'speaker_type', 'cue_class', 'origin', 'split', 'speaker', 'speaker_id', 'cue', 'track_id']

/** For each claim the row of its article. */
export const ofArticle = once(async () => {
  const [{ number }, { values, codes }] = await Promise.all([articles(), table('claims').then((held) => coded(held, 'article_id'))])
  const rows = Int32Array.from(values.values, (id) => number(id) ?? -1)
  return codes.map((code) => rows[code])
})

/** Claims, newest article first, in an article as they stand. */
export const newest = once(async () => {
  const [of, articleRows] = await Promise.all([ofArticle(), byDate()])
  const ranks = new Int32Array(articleRows.length)
  articleRows.forEach((row, rank) => { ranks[row] = rank })
  const starts = new Uint32Array(articleRows.length + 1)
  for (const row of of) starts[ranks[row] + 1]++
  for (let rank = 0; rank < articleRows.length; rank++) starts[rank + 1] += starts[rank]
  const ordered = new Uint32Array(of.length)
  for (let claim = 0; claim < of.length; claim++) ordered[starts[ranks[of[claim]]]++] = claim
  return ordered
})

/** What claims are filtered by: { name: { values, codes } } and framings, confidence. */
export const index = once(async () => {
  const held = await table('claims')
  const [columns, framings, confidence] = await Promise.all([
    Promise.all(CODED.map((name) => coded(held, name))),
    codedLists(held, 'framings'),
    numbers(held, 'confidence'),
  ])
  const found = Object.fromEntries(CODED.map((name, place) => [name, columns[place]]))
  return { ...found, framings, confidence }
})

async function numbers(held, column) {
  const found = new Float32Array(held.rows)
  await held.column(column, (part, first) => {
    for (let at = 0; at < part.length; at++) found[first + at] = part[at] ?? NaN
  })
  return found
}

/** The words of all claims and their ids, and the words folded; null where these are too many to keep. */
export const words = once(async () => {
  const held = await table('claims')
  if (held.size('claim') > ALL_WORDS) return null
  const { claim, claim_id: ids } = await held.columns(['claim', 'claim_id'])
  return { claim, ids, folds: claim.map(folded) }
})

const TRIES = 8 // articles

/** The rows of the newest claims, so many of them, without all claims being looked at; null where that is no quicker. */
export async function newestFew(count) {
  const [held, { ids }, rows] = await Promise.all([table('claims'), articles(), byDate()])
  const found = []
  for (const row of rows.slice(0, TRIES)) {
    const place = await held.find('article_id', ids[row])
    for (let claim = place?.start; claim < place?.end; claim++) found.push(claim)
    if (found.length >= count) return Uint32Array.from(found.slice(0, count))
  }
  return null
}

/** Reads what the first filter and the first search will want. */
export const prepare = once(async () => {
  await newest()
  await index()
  indexed = true
  kept = await words()
})
let indexed = false
let kept = null

const CLASSES = ['voice', 'section', 'cue', 'speaker', 'speaker_id', 'origin']
const WORDS = ['claim_id', 'claim']

/** Claims as a list shows them, with their articles. */
export async function shown(rows) {
  const [{ number }, held] = await Promise.all([articles(), table('claims')])
  const claims = indexed ? await fromIndex(rows) : await held.read(rows, [...WORDS, ...CLASSES, 'article_id', 'framings', 'confidence'])
  const articleRows = [...new Set(claims.map((claim) => number(claim.article_id)))].filter((row) => row !== undefined)
  const known = new Map((await about(articleRows)).map((one) => [one.article_id, one]))
  return claims.map((claim) => ({ ...claim, ...known.get(claim.article_id) }))
}

async function fromIndex(rows) {
  const [found, of, { ids }, held] = await Promise.all([index(), ofArticle(), articles(), table('claims')])
  const said = kept
    ? Array.from(rows, (row) => ({ claim_id: kept.ids[row], claim: kept.claim[row] }))
    : await held.read(rows, WORDS, 1)
  return Array.from(rows, (row, place) => ({
    ...said[place],
    article_id: ids[of[row]],
    framings: labels(found, row),
    confidence: found.confidence[row],
    ...Object.fromEntries(CLASSES.map((name) => [name, found[name].values.values[found[name].codes[row]]])),
  }))
}

function labels({ framings: { values, starts, codes } }, row) {
  return Array.from(codes.subarray(starts[row], starts[row + 1]), (code) => values.values[code])
}

/** The article of a claim; null where there is no such claim. `hint` is an article_id to look in first. */
export async function articleOf(claimId, hint) {
  const held = await table('claims')
  if (hint) {
    const place = await held.find('article_id', hint)
    const rows = place ? Array.from({ length: place.end - place.start }, (_, at) => place.start + at) : []
    if ((await held.read(rows, ['claim_id'])).some((row) => row.claim_id === claimId)) return hint
  }
  for (const group of held.groups) {
    const at = (await held.groupColumn(group, 'claim_id')).indexOf(claimId)
    if (at >= 0) return (await held.read([group.first + at], ['article_id']))[0].article_id
  }
  return null
}
