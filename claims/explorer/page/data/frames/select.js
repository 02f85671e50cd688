// A release's framings with their framers and articles, and those among them that are asked for.
// As claims/frames/select.py.

import { articles, names } from '../articles.js'
import { once, table } from '../release.js'
import { named } from '../speakers.js'
import { WITHHELD, compare, key } from '../text.js'

const COLUMNS = [
  'framing_id', 'article_id', 'claim_id', 'framer', 'framer_id', 'target', 'phrase', 'phrase_spans', 'label', 'family',
  'kind', 'polarity', 'confidence',
]

/** All framings, in the order of publication and of the text; `row` is the place in the table. */
export const framings = once(async () => {
  const [found, held, { outlet }, speakers] = await Promise.all([
    table('framings').then((one) => one.columns(COLUMNS)), articles(), names(), named(),
  ])
  const copies = await copied()
  const made = found.framing_id.map((id, row) => {
    const speaker = speakers.get(found.framer_id[row])
    const article = held.number(found.article_id[row])
    return {
      row,
      framing_id: id,
      article_id: found.article_id[row],
      claim_id: found.claim_id[row],
      framer: speaker?.name ?? found.framer[row] ?? null,
      framer_id: found.framer_id[row] ?? null,
      framer_type: speaker?.type ?? null,
      target: found.target[row] ?? null,
      phrase: found.phrase[row] ?? WITHHELD,
      start: found.phrase_spans[row][0].start,
      label: found.label[row],
      family: found.family[row],
      kind: found.kind[row],
      polarity: found.polarity[row],
      confidence: found.confidence[row],
      outlet: outlet[article] ?? null,
      published: held.days[article] ?? null,
      copied: copies.has(found.article_id[row]),
    }
  })
  return made.sort((one, other) => (
    (one.published ?? Infinity) - (other.published ?? Infinity) || compare(one.article_id, other.article_id)
    || one.start - other.start || compare(one.framing_id, other.framing_id)
  ))
})

async function copied() {
  const { article_id: ids, duplicate_of: firsts } = await (await table('articles')).columns(['article_id', 'duplicate_of'])
  return new Set(ids.filter((_, row) => firsts[row]))
}

/** The framings of the target and kind asked for, whatever their labels. */
export function inScope(found, { target = '', kind = '' }) {
  let kept = kind ? found.filter((one) => one.kind === kind) : found
  if (target) {
    const sought = ` ${key(target)} `
    const known = new Map()
    const holds = (words) => {
      if (!known.has(words)) known.set(words, ` ${key(words)} `.includes(sought))
      return known.get(words)
    }
    kept = kept.filter((one) => (one.target && holds(one.target)) || (one.kind === 'lexical' && holds(one.phrase)))
  }
  return kept
}

/** The framings of the family and label asked for. */
export function narrowed(found, { family = '', label = '' }) {
  return found.filter((one) => (!family || one.family === family) && (!label || one.label === label))
}
