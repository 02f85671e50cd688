// Which claims are asked for.

import { articles, names } from './articles.js'
import { index, newest, newestFew, ofArticle, shown, words } from './claims.js'
import { table, vocabulary } from './release.js'
import { aliases } from './speakers.js'
import { folded } from './text.js'

const ID = /^[0-9a-f]{20}$/
const CLASSES = ['voice', 'section', 'speaker_type', 'cue_class', 'origin', 'split', 'track_id']

/**
 * The rows of the claims that `wanted` asks for, in its order. Its fields, all optional: voice, section, speaker_type,
 * cue_class, origin, split (values with commas), track_id, label, family, speaker (an id, or part of a name), article,
 * outlet, from and to (days since 1970), confidence (the least), q (words), sort (newest, oldest, confident).
 */
export async function found(wanted) {
  const tests = await testsOf(wanted)
  const ordered = await newest()
  let rows = tests.length ? ordered.filter((row) => tests.every((test) => test(row))) : ordered
  if (wanted.q) rows = await withWords(rows, wanted.q)
  if (wanted.sort === 'oldest') return oldest(rows)
  if (wanted.sort === 'confident') {
    const { confidence } = await index()
    return rows.slice().sort((one, other) => confidence[other] - confidence[one])
  }
  return rows
}

/** A page of claims: { total, rows }. */
export async function listed(wanted) {
  if (wanted.page === 1 && !Object.entries(wanted).some(([name, value]) => value && name !== 'page' && name !== 'size')) {
    const few = await newestFew(wanted.size)
    if (few) return { total: (await table('claims')).rows, rows: await shown(few) }
  }
  const rows = await found(wanted)
  const start = (wanted.page - 1) * wanted.size
  return { total: rows.length, rows: await shown(rows.subarray(start, start + wanted.size)) }
}

async function testsOf(wanted) {
  const tests = []
  const [of, held] = await Promise.all([ofArticle(), articles()])
  if (wanted.article) {
    const row = held.number(wanted.article)
    tests.push((claim) => of[claim] === row)
  }
  if (wanted.outlet) {
    const { outlet } = await names()
    tests.push((claim) => outlet[of[claim]] === wanted.outlet)
  }
  if (wanted.from != null) tests.push((claim) => held.days[of[claim]] != null && held.days[of[claim]] >= wanted.from)
  if (wanted.to != null) tests.push((claim) => held.days[of[claim]] != null && held.days[of[claim]] <= wanted.to)
  const indexed = [...CLASSES, 'label', 'family', 'speaker', 'confidence']
  if (!indexed.some((name) => wanted[name])) return tests
  const known = await index()
  for (const name of CLASSES.filter((one) => wanted[one])) {
    const chosen = new Set(wanted[name].split(','))
    const good = Uint8Array.from(known[name].values.values, (value) => chosen.has(value))
    const { codes } = known[name]
    tests.push((claim) => good[codes[claim]])
  }
  if (wanted.speaker) tests.push(await bySpeaker(wanted.speaker, known))
  if (wanted.label) tests.push(byLabels(known, (label) => label === wanted.label))
  if (wanted.family) {
    const { labels } = await vocabulary()
    tests.push(byLabels(known, (label) => familyOf(labels, label) === wanted.family))
  }
  if (wanted.confidence) tests.push((claim) => known.confidence[claim] >= wanted.confidence - 5e-7)
  return tests
}

function familyOf(labels, label) {
  return Object.hasOwn(labels, label) ? labels[label].family : 'other'
}

function byLabels({ framings: { values, starts, codes } }, wanted) {
  const good = Uint8Array.from(values.values, wanted)
  return (claim) => {
    for (let at = starts[claim]; at < starts[claim + 1]; at++) if (good[codes[at]]) return true
    return false
  }
}

async function bySpeaker(speaker, { speaker: names, speaker_id: ids }) {
  if (ID.test(speaker)) {
    const code = ids.values.of(speaker)
    return (claim) => ids.codes[claim] === code
  }
  const part = folded(speaker)
  const good = Uint8Array.from(names.values.values, (name) => name !== null && folded(name).includes(part))
  const called = new Set(await aliases(part))
  const known = Uint8Array.from(ids.values.values, (id) => called.has(id))
  return (claim) => good[names.codes[claim]] || known[ids.codes[claim]]
}

async function withWords(rows, q) {
  const sought = folded(q).split(/\s+/).filter(Boolean)
  const { speaker } = await index()
  const names = speaker.values.values.map((name) => folded(name ?? ''))
  const matches = (text, row) => sought.every((word) => text.includes(word) || names[speaker.codes[row]].includes(word))
  const kept = await words()
  if (kept) return rows.filter((row) => matches(kept.folds[row], row))
  // Too many to keep: group by group, and only the groups that have rows left.
  const held = await table('claims')
  const good = new Uint8Array(held.rows)
  const left = new Uint8Array(held.rows)
  for (const row of rows) left[row] = 1
  for (const group of held.groups) {
    if (!left.subarray(group.first, group.first + group.rows).includes(1)) continue
    const texts = await held.groupColumn(group, 'claim')
    for (let at = 0; at < texts.length; at++) {
      const row = group.first + at
      if (left[row] && matches(folded(texts[at]), row)) good[row] = 1
    }
  }
  return rows.filter((row) => good[row])
}

async function oldest(rows) {
  const [of, { days }] = await Promise.all([ofArticle(), articles()])
  // A day that is not known comes last here, too.
  const day = (row) => days[of[row]] ?? Infinity
  return rows.slice().sort((one, other) => (day(one) === day(other) ? 0 : day(one) - day(other)))
}

/** What can be chosen: { name: [[value, count], …] }, the most frequent first. */
export async function choices() {
  const [known, { outlet: published }, of] = await Promise.all([index(), names(), ofArticle()])
  const found = {}
  for (const name of ['voice', 'section', 'speaker_type', 'cue_class', 'origin', 'split']) {
    found[name] = counted(known[name].codes, known[name].values.values)
  }
  found.label = counted(known.framings.codes, known.framings.values.values)
  const outlets = new Map()
  for (const row of of) outlets.set(published[row], (outlets.get(published[row]) ?? 0) + 1)
  found.outlet = ordered([...outlets].filter(([name]) => name))
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

function counted(codes, values) {
  const counts = new Uint32Array(values.length)
  for (const code of codes) counts[code]++
  return ordered(values.map((value, code) => [value, counts[code]]).filter(([value]) => value !== null))
}

function ordered(pairs) {
  return pairs.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
}
