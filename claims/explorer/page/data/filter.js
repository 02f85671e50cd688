// Which claims are asked for.

import { articles, days, outlets } from './articles.js'
import { column, newestFew, ofArticle, orders, shown } from './claims.js'
import { table, vocabulary } from './release.js'
import { withWords } from './search.js'
import { aliases } from './speakers.js'
import { folded } from './text.js'

const ID = /^[0-9a-f]{20}$/
const REST = 4 // times as long as it took to show claims meanwhile, until others are shown
const CLASSES = ['voice', 'section', 'speaker_type', 'cue_class', 'origin', 'split', 'track_id']

/**
 * The rows of the claims that `wanted` asks for, in its order. Its fields, all optional: voice, section, speaker_type,
 * cue_class, origin, split (values with commas), track_id, label, family, speaker (an id, or part of a name), article,
 * outlet, from and to (days since 1970), confidence (the least), q (words), sort (newest, oldest, confident). `told(some)`
 * is called of those that are found while words are read.
 */
export async function found(wanted, told) {
  const order = Object.hasOwn(orders, wanted.sort) ? orders[wanted.sort] : orders.newest
  const [tests, ordered] = await Promise.all([testsOf(wanted), order()])
  const rows = tests.length ? ordered.filter((row) => tests.every((test) => test(row))) : ordered
  return wanted.q ? withWords(rows, wanted.q, told) : rows
}

let searches = 0

/** A page of claims: { total, rows }. `tell({ total, rows })` is called meanwhile of those that are found so far. */
export async function listed(wanted, tell = () => {}) {
  if (wanted.page === 1 && !Object.entries(wanted).some(([name, value]) => value && name !== 'page' && name !== 'size')) {
    const few = await newestFew(wanted.size)
    if (few) return { total: (await table('claims')).rows, rows: few }
  }
  const start = (wanted.page - 1) * wanted.size
  const pageOf = async (rows) => ({ total: rows.length, rows: await shown(rows.subarray(start, start + wanted.size)) })
  const search = wanted.q ? ++searches : searches
  let [due, done] = [0, false] // when the next may be shown: that takes its time from the search
  const told = async (rows) => {
    const begun = performance.now()
    if (rows.length <= start || search !== searches || begun < due) return // nothing to show, or none who waits for it
    due = Infinity
    const some = await pageOf(rows).catch(() => null) // what fails here fails below too
    const now = performance.now()
    due = now + REST * (now - begun)
    if (some && !done) tell(some)
  }
  const all = await pageOf(await found(wanted, told))
  done = true
  return all
}

async function testsOf(wanted) {
  const tests = []
  const of = await ofArticle()
  if (wanted.article) {
    const row = (await articles()).number(wanted.article)
    tests.push((claim) => of[claim] === row)
  }
  if (wanted.outlet) {
    const { values, codes } = await outlets()
    const code = values.of(wanted.outlet) ?? -1
    tests.push((claim) => codes[of[claim]] === code)
  }
  if (wanted.from != null || wanted.to != null) {
    const [published, first, last] = [await days(), wanted.from ?? -Infinity, wanted.to ?? Infinity]
    const good = Uint8Array.from(published, (day) => day != null && day >= first && day <= last)
    tests.push((claim) => good[of[claim]])
  }
  for (const name of CLASSES.filter((one) => wanted[one])) {
    const chosen = new Set(wanted[name].split(','))
    const { values, codes } = await column(name)
    const good = Uint8Array.from(values.values, (value) => chosen.has(value))
    tests.push((claim) => good[codes[claim]])
  }
  if (wanted.speaker) tests.push(await bySpeaker(wanted.speaker))
  if (wanted.label) tests.push(await byLabels((label) => label === wanted.label))
  if (wanted.family) {
    const { labels } = await vocabulary()
    tests.push(await byLabels((label) => familyOf(labels, label) === wanted.family))
  }
  if (wanted.confidence) {
    const confidence = await column('confidence')
    tests.push((claim) => confidence[claim] >= wanted.confidence - 5e-7)
  }
  return tests
}

function familyOf(labels, label) {
  return Object.hasOwn(labels, label) ? labels[label].family : 'other'
}

async function byLabels(wanted) {
  const { values, starts, codes } = await column('framings')
  const good = Uint8Array.from(values.values, wanted)
  return (claim) => {
    for (let at = starts[claim]; at < starts[claim + 1]; at++) if (good[codes[at]]) return true
    return false
  }
}

async function bySpeaker(speaker) {
  const ids = await column('speaker_id')
  if (ID.test(speaker)) {
    const code = ids.values.of(speaker)
    return (claim) => ids.codes[claim] === code
  }
  const names = await column('speaker')
  const part = folded(speaker)
  const good = Uint8Array.from(names.values.values, (name) => name !== null && folded(name).includes(part))
  const called = new Set(await aliases(part))
  const known = Uint8Array.from(ids.values.values, (id) => called.has(id))
  return (claim) => good[names.codes[claim]] || known[ids.codes[claim]]
}

/** What can be chosen: { name: [[value, count], …] }, the most frequent first. */
export async function choices() {
  const found = {}
  for (const name of ['voice', 'section', 'speaker_type', 'cue_class', 'origin', 'split']) {
    const { values, codes } = await column(name)
    found[name] = counted(values.values, codes)
  }
  const framings = await column('framings')
  found.label = counted(framings.values.values, framings.codes)
  const [{ values, codes }, of] = await Promise.all([outlets(), ofArticle()])
  found.outlet = counted(values.values, of.map((row) => codes[row]))
  const { labels, families } = await vocabulary()
  const byFamily = new Map()
  for (const [label, count] of found.label) {
    const family = familyOf(labels, label)
    byFamily.set(family, (byFamily.get(family) ?? 0) + count)
  }
  found.family = ordered([...byFamily])
  found.meanings = { labels: Object.fromEntries(Object.entries(labels).map(([name, one]) => [name, one.definition])), families }
  return found
}

function counted(values, codes) {
  const counts = new Uint32Array(values.length)
  for (const code of codes) counts[code]++
  return ordered(values.map((value, code) => [value, counts[code]]).filter(([value]) => value))
}

function ordered(pairs) {
  return pairs.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
}
