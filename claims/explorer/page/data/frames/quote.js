// A framing in its sentence, short enough to be read in a list. As claims/frames/quote.py.

import { plain, shortened } from '../text.js'

const LONGEST = 120
const BOUNDARY = /[.!?]["”’')\]]*[\s\x1c-\x1f\x85]+/g
const ABBREVIATED = /(?:^|[^\p{L}\p{N}_])(?:[A-Z][a-z]{0,3}|[A-Za-z](?:\.[A-Za-z])+)$/u
const LONGEST_ABBREVIATION = 12
const PRIVATE = 0xe000

/** The sentence that holds target and phrase; of a longer one, the words around them; null without a text. */
export function quoted(text, target, phrase) {
  if (text === null) return null
  const [flat, back] = flattened(text)
  const spans = [...target, ...phrase]
  const start = Math.min(...spans.map((span) => span.start))
  const end = Math.max(...spans.map((span) => span.end))
  if (end - start > LONGEST) {
    const words = (own) => back(own.map((span) => flat.slice(span.start, span.end)).join(' … '))
    return bare(words(target), target, words(phrase), phrase)
  }
  const around = sentenceAround(flat, start, end)
  const part = cut(flat, around, start, end)
  const before = part[0] > around[0] ? '… ' : ''
  const after = part[1] < around[1] ? ' …' : ''
  return `${before}${plain(back(flat.slice(...part)))}${after}`
}

/** Target and phrase alone, in the order of the text. */
export function bare(target, targetSpans, phrase, phraseSpans) {
  if (!target) return shortened(plain(phrase), LONGEST)
  const parts = inOrder(targetSpans, phraseSpans) ? [target, phrase] : [phrase, target]
  const [one, other] = parts.map((part) => shortened(plain(part), LONGEST / 2))
  return `${one.replace(/…$/, '')} … ${other}`
}

function inOrder(ones, others) {
  for (let at = 0; at < Math.min(ones.length, others.length); at++) {
    const by = ones[at].start - others[at].start || ones[at].end - others[at].end
    if (by) return by < 0
  }
  return ones.length <= others.length
}

/** The text with one unit for each character, so that offsets are Python's, and the way back. */
function flattened(text) {
  if (!/[\ud800-\udbff]/.test(text)) return [text, (part) => part]
  const wide = []
  let free = PRIVATE
  const codes = new Map()
  const flat = text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, (one) => {
    if (!codes.has(one)) {
      while (text.includes(String.fromCharCode(free))) free++
      codes.set(one, String.fromCharCode(free))
      wide[free++] = one
    }
    return codes.get(one)
  })
  return [flat, (part) => part.replace(/[\ue000-\uf8ff]/g, (one) => wide[one.charCodeAt(0)] ?? one)]
}

function sentenceAround(text, start, end) {
  let first = start ? text.lastIndexOf('\n', start - 1) + 1 : 0
  let last = text.indexOf('\n', end)
  if (last < 0) last = text.length
  const paragraph = [first, last]
  for (const mark of text.slice(...paragraph).matchAll(BOUNDARY)) {
    const at = paragraph[0] + mark.index
    const before = text.slice(Math.max(first, at - LONGEST_ABBREVIATION), at)
    if (mark[0].startsWith('.') && ABBREVIATED.test(before)) continue
    if (at + mark[0].length <= start) first = at + mark[0].length
    else if (at >= end) {
      last = at + mark[0].trimEnd().length
      break
    }
  }
  return [first, last]
}

function cut(text, [first, last], start, end) {
  if (last - first <= LONGEST) return [first, last]
  const room = LONGEST - (end - start)
  const before = Math.min(start - first, Math.max(Math.floor(room / 2), room - (last - end)))
  let [left, right] = [start - before, Math.min(last, end + room - before)]
  if (left > first) {
    const space = text.slice(0, start).indexOf(' ', left - 1)
    left = space < 0 ? start : space + 1
  }
  if (right < last) {
    const space = text.slice(end, right + 1).lastIndexOf(' ')
    right = Math.max(end, space < 0 ? -1 : end + space)
  }
  return [left, right]
}
