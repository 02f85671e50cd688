// Claims by their words. The words of a group of rows are one long text, a line a claim, which is quickly looked through.

import { column, kept } from './claims.js'
import { turn } from './progress.js'
import { table } from './release.js'
import { folded } from './text.js'

const KEPT = 400e6 // bytes unpacked: up to these the words are kept for the next search

const texts = new Map() // { text, starts } by group
let reading = Promise.resolve()

/** Of these rows those with all words of `q`, in the claim or in the speaker's name. */
export async function withWords(rows, q) {
  const sought = folded(q).split(/\s+/).filter(Boolean)
  const [{ values, codes }, held] = await Promise.all([column('speaker'), table('claims')])
  const names = values.values.map((name) => folded(name ?? ''))
  const inName = sought.map((word) => Uint8Array.from(names, (name) => name.includes(word)))
  const left = new Uint8Array(held.rows)
  for (const row of rows) left[row] = 1
  const good = new Uint8Array(held.rows)
  await eachText(held, held.groups.filter(({ first, rows: count }) => left.subarray(first, first + count).includes(1)), (one, { first }) => {
    const found = sought.map((word) => lines(one, word))
    for (let at = 0; at + 1 < one.starts.length; at++) {
      const row = first + at
      if (left[row] && found.every((hits, word) => hits[at] || inName[word][codes[row]])) good[row] = 1
    }
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

/** Calls `each(text, group)`; a text that is not there yet is read, by one search at a time. */
async function eachText(held, groups, each) {
  const missing = groups.filter((group) => !texts.has(group))
  if (missing.length) {
    const before = reading
    reading = before.then(() => readTexts(held, missing))
    await reading.catch(() => { reading = Promise.resolve() })
  }
  const gone = groups.filter((group) => !texts.has(group))
  for (const group of groups) {
    if (!texts.has(group)) continue
    each(texts.get(group), group)
    await turn()
  }
  await held.column('claim', (part, group) => each(textOf(part), group), { groups: gone })
}

/** Makes the texts of words that are kept as they stand. */
export async function prepare() {
  if (!kept) return
  for (const group of (await table('claims')).groups) {
    texts.set(group, textOf(kept.claim.slice(group.first, group.first + group.rows)))
    await turn()
  }
}

async function readTexts(held, groups) {
  if (held.unpacked('claim') > KEPT) return
  await held.column('claim', (part, group) => { texts.set(group, textOf(part)) }, { groups: groups.filter((group) => !texts.has(group)) })
}

function textOf(claims) {
  const starts = new Uint32Array(claims.length + 1)
  const folds = claims.map((claim, at) => {
    const fold = folded(claim ?? '').replaceAll('\n', ' ')
    starts[at + 1] = starts[at] + fold.length + 1
    return fold
  })
  return { text: folds.join('\n'), starts }
}
