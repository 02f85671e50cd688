// Claims by their words. The words of a group of rows are one long text, a line a claim, which is quickly looked through.

import { column, kept } from './claims.js'
import { turn } from './progress.js'
import { table } from './release.js'
import { folded } from './text.js'

const KEPT = 400e6 // bytes unpacked: up to these the words are kept for the next search
const FIRST = 400 // rows that are looked at before all others
const OFTEN = 500 // milliseconds
const [NEWLINE, SPACE] = [10, 32]

const texts = new Map() // promises of { text, starts } by group
const decoder = new TextDecoder()

/**
 * Of these rows those with all words of `q`, in the claim or in the speaker's name. Where words are still to be read,
 * `told(some)` is called meanwhile: with those among the first rows, then now and then with those that are found.
 */
export async function withWords(rows, q, told = () => {}) {
  const sought = folded(q).split(/\s+/).filter(Boolean)
  const [{ values, codes }, held] = await Promise.all([column('speaker'), table('claims')])
  const names = values.values.map((name) => folded(name ?? ''))
  const inName = sought.map((word) => Uint8Array.from(names, (name) => name.includes(word)))
  const left = new Uint8Array(held.rows)
  for (const row of rows) left[row] = 1
  const groups = held.groups.filter(({ first, rows: count }) => left.subarray(first, first + count).includes(1))
  let last = performance.now()
  if (groups.some((group) => !texts.has(group))) {
    const first = rows.subarray(0, FIRST)
    const own = await held.read(first, ['claim'], 1)
    told(first.filter((row, place) => {
      const words = folded(own[place].claim ?? '')
      return sought.every((word, number) => words.includes(word) || inName[number][codes[row]])
    }))
  }
  const good = new Uint8Array(held.rows)
  await eachText(held, groups, (one, { first, rows: count }) => {
    good.set(left.subarray(first, first + count), first)
    sought.forEach((word, number) => {
      const hits = lines(one, word)
      for (let at = 0; at < count; at++) if (!hits[at] && !inName[number][codes[first + at]]) good[first + at] = 0
    })
    if (performance.now() - last < OFTEN) return
    told(rows.filter((row) => good[row]))
    last = performance.now()
  })
  return rows.filter((row) => good[row])
}

/** Which lines of a text have a word. */
function lines({ text, starts }, word) {
  const hits = new Uint8Array(starts.length - 1)
  let line = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[line])) {
    while (starts[line + 1] <= at) line++
    hits[line++] = 1
  }
  return hits
}

/** Calls `each(text, group)`, in order, as soon as a text is there; those that are not are read. */
async function eachText(held, groups, each) {
  const parse = (bytes) => bytes
  if (held.unpacked('claim') > KEPT) {
    await held.column('claim', (part, group) => each(textOf(joined(part)), group), { parse, groups })
    return
  }
  const missing = new Map()
  for (const group of groups.filter((one) => !texts.has(one))) {
    const text = new Promise((resolve, reject) => missing.set(group, { resolve, reject }))
    text.catch(() => {}) // it is thrown to who waits for it
    texts.set(group, text)
  }
  held.column('claim', (part, group) => missing.get(group).resolve(textOf(joined(part))), { parse, groups: [...missing.keys()] }).catch((error) => {
    for (const [group, { reject }] of missing) {
      texts.delete(group) // so that the next search tries again
      reject(error)
    }
  })
  for (const group of groups) {
    each(await texts.get(group), group)
    await turn()
  }
}

/** Makes the texts of words that are kept as they stand. */
export async function prepare() {
  if (!kept) return
  for (const group of (await table('claims')).groups) {
    const claims = kept.claim.slice(group.first, group.first + group.rows)
    texts.set(group, Promise.resolve(textOf(claims.map((claim) => claim?.replaceAll('\n', ' ')).join('\n'))))
    await turn()
  }
}

/** One string of the bytes of many, nulls among them, a line each: of these strings none is made. */
function joined(part) {
  const bytes = new Uint8Array(part.reduce((sum, one) => sum + (one?.length ?? 0) + 1, 0)).fill(NEWLINE)
  let start = 0
  for (const one of part) {
    if (one) {
      bytes.set(one, start)
      for (let at = one.indexOf(NEWLINE); at >= 0; at = one.indexOf(NEWLINE, at + 1)) bytes[start + at] = SPACE
      start += one.length
    }
    start++
  }
  return decoder.decode(bytes.subarray(0, -1))
}

function textOf(claims) {
  const text = folded(claims)
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  starts.push(text.length + 1)
  return { text, starts: Uint32Array.from(starts) }
}
