// The claims: indexes of numbers for filters, words where they are wanted.

import { articles, byDate } from './articles.js'
import { coded, codedLists } from './codes.js'
import { once, table } from './release.js'
import { folded } from './text.js'

const ALL_WORDS = 96e6 // bytes packed: up to these the words of all claims are kept
const CODED = ['voice', 'section', 'speaker_type', 'cue_class', 'origin', 'split', 'speaker', 'speaker_id', 'cue', 'track_id']

/** For each claim the row of its article. */
export const ofArticle = once(async () => {
  const [{ number }, held] = await Promise.all([articles(), table('claims')])
  const { values, codes } = await coded(held, 'article_id')
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
  const [columns, framings, confidence, saidOn] = await Promise.all([
    Promise.all(CODED.map((name) => coded(held, name))),
    codedLists(held, 'framings'),
    numbers(held, 'confidence', Float32Array),
    numbers(held, 'said_on', Float64Array),
  ])
  const found = Object.fromEntries(CODED.map((name, place) => [name, columns[place]]))
  return { ...found, framings, confidence, said_on: saidOn }
})

async function numbers(held, column, Kind) {
  const found = new Kind(held.rows)
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

let ready = null

/** Reads what the first filter and the first search will want, once there is time. */
export function prepare() {
  ready ??= Promise.all([index(), words()]).then(([, kept]) => { isReady = kept })
  return ready
}
let isReady = null

const SHOWN = ['claim_id', 'claim', 'speaker', 'speaker_id', 'voice', 'section', 'cue', 'said_on', 'framings', 'confidence', 'origin']

/** Claims as a list shows them, with their articles. */
export async function shown(rows) {
  const [found, of, held] = await Promise.all([articles(), ofArticle(), table('claims')])
  const claims = isReady ? await fromMemory(rows) : await held.read(rows, SHOWN)
  return claims.map((claim, place) => {
    const article = of[rows[place]]
    return {
      ...claim,
      article_id: found.ids[article],
      outlet: found.outlets[article],
      title: found.titles[article],
      published: found.days[article],
    }
  })
}

async function fromMemory(rows) {
  const found = await index()
  return Array.from(rows, (row) => {
    const claim = { claim_id: isReady.ids[row], claim: isReady.claim[row], framings: labels(found, row) }
    for (const name of ['voice', 'section', 'cue', 'speaker', 'speaker_id', 'origin']) {
      claim[name] = found[name].values.values[found[name].codes[row]]
    }
    claim.confidence = found.confidence[row]
    claim.said_on = Number.isNaN(found.said_on[row]) ? null : found.said_on[row]
    return claim
  })
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
