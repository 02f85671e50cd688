// The claims: columns of numbers for filters, words where they are wanted.

import { about, articles, byAge, byDate } from './articles.js'
import { byKey, coded, codedLists, numbered, numbers } from './codes.js'
import { once, table } from './release.js'

const ALL_WORDS = 32e6 // bytes packed, some 400,000 claims: up to these the words of all claims are kept as they stand
const THOUSAND = 1000
const CLASSES = ['voice', 'section', 'speaker_type', 'cue_class', 'origin', 'split']
const CODED = [...CLASSES, 'speaker', 'speaker_id', 'cue', 'track_id']

/** For each claim the row of its article. */
export const ofArticle = once(async () => {
  const { number } = await articles()
  return numbered(await table('claims'), 'article_id', number)
})

const columns = new Map(CODED.map((name) => [name, once(async () => coded(await table('claims'), name))]))
columns.set('framings', once(async () => codedLists(await table('claims'), 'framings')))
columns.set('confidence', once(async () => numbers(await table('claims'), 'confidence')))

/** A column by which claims are filtered: { values, codes }, of framings with starts; of confidence numbers. */
export const column = (name) => columns.get(name)()

const inOrderOf = (rows) => once(async () => {
  const [of, articleRows] = await Promise.all([ofArticle(), rows()])
  const ranks = new Int32Array(articleRows.length)
  articleRows.forEach((row, rank) => { ranks[row] = rank })
  return byKey(of.length, of.map((row) => ranks[row]), articleRows.length)
})

/** Claims by their order: in an article as they stand. */
export const orders = {
  newest: inOrderOf(byDate),
  oldest: inOrderOf(byAge),
  confident: once(async () => {
    const [confidence, newest] = await Promise.all([column('confidence'), orders.newest()])
    // Confidences are of three decimals; none comes last.
    const keys = Int32Array.from(confidence, (value) => (value >= 0 ? THOUSAND - Math.round(value * THOUSAND) : THOUSAND + 1))
    return byKey(keys.length, keys, THOUSAND + 2, newest)
  }),
}

const TRIES = 8 // articles

/** The newest claims, so many of them, without all claims being looked at; null where that is no quicker. */
export async function newestFew(count) {
  const [held, rows] = await Promise.all([table('claims'), byDate()])
  const first = Array.from(rows.slice(0, TRIES))
  const own = await about(first)
  const places = await Promise.all(own.map((one) => held.find('article_id', one.article_id)))
  const found = places.flatMap((place, at) => Array.from({ length: place ? place.end - place.start : 0 }, (_, step) => [place.start + step, own[at]]))
  if (found.length < Math.min(count, held.rows)) return null
  const few = found.slice(0, count)
  const claims = await held.read(few.map(([row]) => row), SHOWN)
  return claims.map((claim, at) => ({ ...claim, ...few[at][1] }))
}

/** Reads what the first filter and the first search will want. */
export const prepare = once(async () => {
  await orders.newest()
  for (const name of columns.keys()) await column(name)
  const held = await table('claims')
  if (held.size('claim') < ALL_WORDS) kept = await held.columns(['claim', 'claim_id'])
  indexed = true
})
let indexed = false
/** The words of all claims, { claim, claim_id }, once prepared; null where these are too many to keep. */
export let kept = null

const LISTED = ['voice', 'section', 'cue', 'speaker', 'speaker_id', 'origin']
const WORDS = ['claim_id', 'claim']
const SHOWN = [...WORDS, ...LISTED, 'framings', 'confidence']

/** Claims as a list shows them, with their articles. */
export async function shown(rows) {
  const [of, held] = await Promise.all([ofArticle(), table('claims')])
  const articleRows = [...new Set(Array.from(rows, (row) => of[row]))].filter((row) => row >= 0)
  const [claims, own] = await Promise.all([indexed ? fromColumns(rows) : held.read(rows, SHOWN, 1), about(articleRows)])
  const known = new Map(own.map((one, place) => [articleRows[place], one]))
  return claims.map((claim, place) => ({ ...claim, ...known.get(of[rows[place]]) }))
}

async function fromColumns(rows) {
  const names = [...LISTED, 'framings', 'confidence']
  const values = await Promise.all(names.map(column))
  const found = Object.fromEntries(names.map((name, place) => [name, values[place]]))
  const said = kept
    ? Array.from(rows, (row) => ({ claim_id: kept.claim_id[row], claim: kept.claim[row] }))
    : await (await table('claims')).read(rows, WORDS, 1)
  return Array.from(rows, (row, place) => ({
    ...said[place],
    framings: labels(found.framings, row),
    confidence: found.confidence[row],
    ...Object.fromEntries(LISTED.map((name) => [name, found[name].values.values[found[name].codes[row]]])),
  }))
}

function labels({ values, starts, codes }, row) {
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
  const sought = new TextEncoder().encode(claimId)
  const parse = (bytes) => bytes.length === sought.length && sought.every((byte, at) => bytes[at] === byte)
  let found = null
  await held.column('claim_id', (part, { first }) => {
    const at = part.indexOf(true)
    if (at >= 0) found = first + at
    return at < 0
  }, { parse })
  return found === null ? null : (await held.read([found], ['article_id']))[0].article_id
}
