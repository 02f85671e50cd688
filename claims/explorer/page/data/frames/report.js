// All that the page says of frames. As claims/frames/report.py.

import { articles } from '../articles.js'
import { numbered } from '../codes.js'
import { once, table, vocabulary } from '../release.js'
import { WITHHELD, compare, plain } from '../text.js'
import { contested, sideOf } from './contested.js'
import { matrix, total } from './matrix.js'
import { bare, quoted } from './quote.js'
import { confidences, framings, inScope, narrowed } from './select.js'
import { timeline } from './timeline.js'

/**
 * Who framed what how; `wanted` has target, family, label, kind, all optional. `limit` is of framers and pairs, `most`
 * of the framers that are quoted on a side; 0 is none. Contested is null where `quoting`, which takes longest, is false.
 */
export async function report(wanted, limit, most, quoting = true) {
  const [known, rivals] = await Promise.all([framings(), vocabulary()])
  const scope = await inScope(known, wanted)
  const found = narrowed(scope, known, wanted)
  const { labels, framers, rest } = matrix(found, known, limit)
  const pairs = contested(scope, known, rivals, new Set(labels.map((one) => one.label)))
  const shown = pairs.slice(0, limit || undefined)
  const holding = new Set(found.map((row) => known.article[row]))
  return {
    framings: found.length,
    articles: holding.size,
    in_copies: found.reduce((sum, row) => sum + known.copied[known.article[row]], 0),
    labels,
    framers,
    more_framers: rest,
    contested: quoting ? await withQuotations(shown, scope, known, most) : null,
    more_contested: pairs.length - shown.length,
    timeline: timeline(found, known),
  }
}

/** What can be asked for: the families and labels of the release, the most frequent first. */
export async function choices() {
  const known = await framings()
  const { labels } = matrix(known.ordered, known, 1)
  const families = new Map()
  for (const one of labels) families.set(one.family, (families.get(one.family) ?? 0) + total(one))
  return {
    label: labels.map((one) => [one.label, total(one), one.family]),
    family: [...families].sort((one, other) => other[1] - one[1]),
  }
}

/** The rows of the framings asked for, and what is known of all. */
export async function rows(wanted) {
  const known = await framings()
  return { known, rows: narrowed(await inScope(known, wanted), known, wanted) }
}

const hasTarget = once(async () => numbered(await table('framings'), 'target', () => 1))

async function withQuotations(pairs, scope, known, most) {
  const preferred = { hasTarget: await hasTarget(), confidence: await confidences() }
  const sides = pairs.map((pair) => pair.map((where) => sideOf(scope, known, where, most, preferred)))
  const places = await wordsOf(sides.flat().flatMap((side) => side.framers.flatMap((one) => one.rows)))
  // Of several that are quoted as gladly, the first of the article.
  const first = (some) => some.map((row) => places.get(row)).reduce((one, other) => (inText(one, other) <= 0 ? one : other))
  const chosen = new Map(sides.flat().flatMap((side) => side.framers.map((one) => [one, first(one.rows)])))
  const texts = await textsOf([...new Set([...chosen.values()].map((one) => one.article_id))])
  const quotation = ({ article_id: id, framing_id: framing, target, phrase: words, target_spans: targetSpans, phrase_spans: phraseSpans }) => {
    const phrase = words ?? WITHHELD
    const said = phrase === WITHHELD ? WITHHELD
      : quoted(texts.get(id) ?? null, targetSpans, phraseSpans) || bare(target, targetSpans, phrase, phraseSpans)
    return { words: said, phrase: plain(phrase), article_id: id, start: phraseSpans[0].start, framing_id: framing }
  }
  return sides.map((pair) => pair.map((side) => ({
    ...side,
    framers: side.framers.map((one) => {
      const { rows: _, ...framer } = one
      return { ...framer, quotation: quotation(chosen.get(one)) }
    }),
  })))
}

const inText = (one, other) => one.phrase_spans[0].start - other.phrase_spans[0].start || compare(one.framing_id, other.framing_id)

async function wordsOf(wanted) {
  const unique = [...new Set(wanted)]
  const found = await (await table('framings')).read(unique, ['framing_id', 'article_id', 'target', 'phrase', 'target_spans', 'phrase_spans'])
  return new Map(unique.map((row, place) => [row, found[place]]))
}

async function textsOf(ids) {
  const [{ number }, held] = await Promise.all([articles(), table('articles')])
  const known = ids.filter((id) => number(id) !== undefined)
  const found = await held.read(known.map(number), ['text'], 1)
  return new Map(known.map((id, place) => [id, found[place].text ?? null]))
}
