// Words of articles: one line of them, shortened, compared. As claims/wording.py and names.key() do.

const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu
const DIRECTIONS = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu
const OVERRIDES = /[\u202d\u202e]/g

/** On one line, without characters that a terminal or a picture would obey. */
export function plain(words) {
  return words.replace(SPACES, ' ').trim().replace(UNPRINTABLE, '')
}

/** Stands for the words of a release without text. */
export const WITHHELD = '(text withheld)'

/** On one line, without characters that would turn the direction of what is around it. */
export function line(words) {
  return (words ?? '').replace(SPACES, ' ').trim().replace(DIRECTIONS, '')
}

/** Text as it stands, but characters that make it read otherwise than it is written are spelled out. */
export function faithful(text) {
  return text.replace(OVERRIDES, (one) => `⟦U+${one.charCodeAt(0).toString(16).toUpperCase()}⟧`)
}

/** At most so many characters, cut between words. */
export function shortened(words, most) {
  if (words.length <= most) return words
  const characters = Array.from(words)
  if (characters.length <= most) return words
  const kept = characters.slice(0, most).join('')
  return kept.includes(' ') ? `${kept.slice(0, kept.lastIndexOf(' '))}…` : `${characters.slice(0, most - 1).join('')}…`
}

/** For search: no case, no accents, straight quotation marks. */
export function folded(text) {
  const lower = text.toLowerCase()
  return lower.replace(OTHERS, (run) => {
    if (run.length > 1) return plainly(run)
    if (!single.has(run)) single.set(run, plainly(run))
    return single.get(run)
  })
}
// eslint-disable-next-line no-control-regex
const OTHERS = /[^\x00-\x7f]+/g
const single = new Map() // most such runs are one of a few marks

function plainly(run) {
  return run.replace(/[‘’ʼ]/g, "'").replace(/[“”„]/g, '"').normalize('NFKD').replace(/\p{Mn}/gu, '')
}

const LETTERS = { ø: 'o', ł: 'l', đ: 'dj', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' }
const POSSESSIVE = /(?<=[\p{L}\p{N}_])['’]s(?![\p{L}\p{N}_])|(?<=s)['’](?![\p{L}\p{N}_])/gu
const APOSTROPHE = /(?<=[\p{L}\p{N}_])['’ʻʼ‘`](?=[\p{L}\p{N}_])/gu

/** The form in which names are compared: no case, accents, punctuation. */
export function key(name) {
  const letters = name.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase().replace(/[øłđðþßæœı]/g, (one) => LETTERS[one])
  return (letters.replace(POSSESSIVE, ' ').replace(APOSTROPHE, '').match(/[\p{L}\p{N}_]+/gu) ?? []).join(' ')
}

/** Less than, equal to or more than 0, in the order of code points, which is Python's. */
export function compare(one, other) {
  if (one === other) return 0
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at++) {
    const [left, right] = [one.charCodeAt(at), other.charCodeAt(at)]
    if (left === right) continue
    const [low, high] = [left, right].map((unit) => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit))
    return low - high
  }
  return one.length - other.length
}
