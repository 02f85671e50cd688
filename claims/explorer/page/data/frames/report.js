// All that the page says of frames. As claims/frames/report.py.

import { articles } from '../articles.js'
import { table, vocabulary } from '../release.js'
import { WITHHELD, plain } from '../text.js'
import { contested, sideOf } from './contested.js'
import { matrix, total } from './matrix.js'
import { bare, quoted } from './quote.js'
import { framings, inScope, narrowed } from './select.js'
import { timeline } from './timeline.js'

/**
 * Who framed what how; `wanted` has target, family, label, kind, all optional. `limit` is of framers and pairs, `most`
 * of the framers that are quoted on a side; 0 is none. Contested is null where `quoting`, which takes longest, is false.
 */
export async function report(wanted, limit, most, quoting = true) {
  const [everything, rivals] = await Promise.all([framings(), vocabulary()])
  const scope = inScope(everything, wanted)
  const found = narrowed(scope, wanted)
  const pairs = contested(scope, rivals, new Set(found.map((one) => one.label)))
  const shown = pairs.slice(0, limit || undefined)
  const { labels, framers } = matrix(found)
  const kept = framers.slice(0, limit || undefined)
  const rest = framers.slice(kept.length)
  return {
    framings: found.length,
    articles: new Set(found.map((one) => one.article_id)).size,
    in_copies: found.filter((one) => one.copied).length,
    labels,
    framers: kept,
    more_framers: { framers: rest.length, framings: rest.reduce((sum, one) => sum + total(one), 0) },
    contested: quoting ? await withQuotations(shown.map((pair) => pair.map((where) => quotable(sideOf(scope, where), most)))) : null,
    more_contested: pairs.length - shown.length,
    timeline: timeline(found),
  }
}

/** What can be asked for: the families and labels of the release, the most frequent first. */
export async function choices() {
  const { labels } = matrix(await framings())
  const families = new Map()
  for (const one of labels) families.set(one.family, (families.get(one.family) ?? 0) + total(one))
  return {
    label: labels.map((one) => [one.label, total(one), one.family]),
    family: [...families].sort((one, other) => other[1] - one[1]),
  }
}

/** The framings asked for, as rows of a table. */
export async function rows(wanted) {
  return narrowed(inScope(await framings(), wanted), wanted)
}

function quotable(side, most) {
  const framers = side.framers.slice(0, most || undefined)
  return { ...side, framers, more_framers: side.framers.length - framers.length }
}

async function withQuotations(pairs) {
  const wanted = [...new Set(pairs.flat().flatMap((side) => side.framers.map((one) => one.framing.row)))]
  const [own, held] = await Promise.all([table('framings'), table('articles')])
  const spans = await own.read(wanted, ['target_spans', 'phrase_spans', 'article_id'])
  const texts = new Map()
  const { number } = await articles()
  const ids = [...new Set(spans.map((one) => one.article_id))].filter((id) => number(id) !== undefined)
  const found = await held.read(ids.map(number), ['text'], 1)
  ids.forEach((id, place) => texts.set(id, found[place].text ?? null))
  const places = new Map(wanted.map((row, at) => [row, spans[at]]))
  const quotation = (framing) => {
    const { target_spans: target, phrase_spans: phrase } = places.get(framing.row)
    const words = framing.phrase === WITHHELD ? WITHHELD : quoted(texts.get(framing.article_id) ?? null, target, phrase) || bare(framing.target, target, framing.phrase, phrase)
    return {
      words, phrase: plain(framing.phrase), article_id: framing.article_id, start: phrase[0].start, framing_id: framing.framing_id,
    }
  }
  return pairs.map((pair) => pair.map((side) => ({
    ...side,
    framers: side.framers.map(({ framing, ...one }) => ({ ...one, quotation: quotation(framing) })),
  })))
}
