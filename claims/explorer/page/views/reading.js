// An article's text with its claims and framings marked in place.

import { unitsOf } from '../data/offsets.js'
import { faithful } from '../data/text.js'
import { h } from '../dom.js'
import { link } from '../route.js'
import { label } from '../words.js'

/** The paragraphs of an article, those of its headline apart: { headline, body }, nodes. */
export function reading(article) {
  const marks = marksOf(article)
  const firsts = new Set()
  const made = paragraphs(article.text).map(({ start, end }) => ({
    text: article.text.slice(start, end),
    nodes: segments(article.text, start, end, marks).map((one) => segment(article, one, firsts)),
  }))
  const titled = made.length > 0 && made[0].text.trim() === (article.title ?? '').trim()
  const body = made.slice(titled ? 1 : 0).map(({ nodes }) => h('p', { dir: 'auto' }, nodes))
  return { headline: titled ? made[0].nodes : null, body }
}

function paragraphs(text) {
  const found = []
  let start = 0
  for (const part of text.split('\n\n')) {
    if (part) found.push({ start, end: start + part.length })
    start += part.length + 2
  }
  return found
}

/** All that is marked, in UTF-16 units, by its start. */
function marksOf(article) {
  const at = unitsOf(article.text)
  const found = []
  const add = (spans, mark) => {
    for (const { start, end } of spans) found.push({ ...mark, start: at(start), end: at(end) })
  }
  for (const claim of article.claims) {
    const length = claim.claim_spans.reduce((sum, { start, end }) => sum + end - start, 0)
    add(claim.claim_spans, { role: 'claim', claim, length })
    add(claim.speaker_spans, { role: 'speaker', claim })
    add(claim.cue_spans, { role: 'cue', claim })
  }
  for (const framing of article.framings) {
    const last = framing.phrase_spans.at(-1).end
    for (const { start, end } of framing.phrase_spans) {
      found.push({ role: 'phrase', framing, start: at(start), end: at(end), closes: end === last })
    }
  }
  return found.sort((one, other) => one.start - other.start)
}

/** A stretch of text cut where marks begin and end: { text, marks, ends }. */
function segments(text, start, end, marks) {
  const own = marks.filter((mark) => mark.start < end && mark.end > start)
  const edges = [...new Set([start, end, ...own.flatMap((mark) => [mark.start, mark.end])])]
    .filter((edge) => edge >= start && edge <= end).sort((one, other) => one - other)
  return edges.slice(1).map((edge, place) => ({
    text: text.slice(edges[place], edge),
    marks: own.filter((mark) => mark.start <= edges[place] && mark.end >= edge),
    ends: own.filter((mark) => mark.end === edge && mark.closes),
  }))
}

function segment(article, { text, marks, ends }, firsts) {
  let node = faithful(text)
  const of = (role) => marks.filter((mark) => mark.role === role)
  if (of('speaker').length) node = h('b', { class: 'who' }, node)
  if (of('cue').length) node = h('i', { class: 'cue' }, node)
  const framed = of('phrase').map((mark) => mark.framing)
  if (framed.length) {
    node = h('mark', { class: framed.every((one) => one.polarity === 'denied') ? 'denied' : null, 'data-framing': framed[0].framing_id }, node)
  }
  // Of claims within claims, the innermost is the one that is pointed at.
  const [top] = of('claim').sort((one, other) => one.length - other.length)
  if (top) {
    const { claim } = top
    const first = !firsts.has(claim.claim_id)
    firsts.add(claim.claim_id)
    const outer = of('claim').length > 1 ? ' within' : ''
    node = h('a', {
      class: `claim ${claim.voice}${outer}`,
      href: link('claim', claim.claim_id, { in: article.article_id }),
      'data-claim': claim.claim_id,
      'data-item': first,
      tabindex: first ? null : -1,
    }, node)
  } else if (marks.some((mark) => mark.role === 'speaker' || mark.role === 'cue')) {
    const { claim } = marks.find((mark) => mark.role !== 'phrase')
    node = h('span', { class: `around ${claim.voice}`, 'data-claim': claim.claim_id }, node)
  }
  const tags = ends.map(({ framing }) => h('span', { class: `tag ${framing.polarity}`, 'aria-hidden': 'true' }, label(framing.label)))
  return [node, tags]
}
