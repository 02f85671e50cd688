// Labels set against each other: who says the one, who the other. As claims/frames/contested.py.

import { compare } from '../text.js'
import { most } from './matrix.js'

const KINDS = { explicit: 0, predicative: 1, lexical: 2 }
const side = (label, polarity) => `${label}\n${polarity}`

/** Pairs of sides ("label\npolarity") with a label `among` these; the most contested first. */
export function contested(scope, known, vocabulary, among) {
  const sides = sidesOf(scope, known)
  const pairs = new Map()
  const add = (one, other) => pairs.set(`${one}\n${other}`, [one, other])
  for (const [label, { rivals }] of Object.entries(vocabulary.labels)) {
    for (const rival of rivals) {
      const [first, second] = [label, rival].sort(compare)
      add(side(first, 'asserted'), side(second, 'asserted'))
    }
  }
  // What has no label of its own is not one thing that could be both asserted and denied.
  for (const where of sides.keys()) {
    const [label] = where.split('\n')
    if (label !== 'other') add(side(label, 'asserted'), side(label, 'denied'))
  }
  const found = []
  for (const [one, other] of pairs.values()) {
    const [ones, others] = [sides.get(one), sides.get(other)]
    if (![one, other].some((where) => among.has(where.split('\n')[0])) || !ones || !others || !differ(ones, others)) continue
    const least = Math.min(alone(ones, others), alone(others, ones))
    const counts = [sum(ones), sum(others)]
    found.push({ rank: [-least, -Math.min(...counts), -Math.max(...counts)], pair: counts[0] >= counts[1] ? [one, other] : [other, one] })
  }
  return found.sort((one, other) => (
    one.rank[0] - other.rank[0] || one.rank[1] - other.rank[1] || one.rank[2] - other.rank[2] || byPair(one.pair, other.pair)
  )).map(({ pair }) => pair)
}

/** Who takes each side, with how many framings: [{ name, count }] by "label\npolarity". */
function sidesOf(scope, { whos, who, label, polarity }) {
  const counts = new Map()
  const ways = polarity.values.values.length
  for (const row of scope) {
    const where = (label.codes[row] * ways + polarity.codes[row]) * whos.length + who[row]
    counts.set(where, (counts.get(where) ?? 0) + 1)
  }
  const sides = new Map()
  for (const [where, count] of counts) {
    const of = Math.floor(where / whos.length)
    const name = side(label.values.values[Math.floor(of / ways)], polarity.values.values[of % ways])
    if (!sides.has(name)) sides.set(name, [])
    sides.get(name).push({ name: whos[where % whos.length].framer, count })
  }
  return sides
}

/**
 * Who takes a side: { label, polarity, count, framers, more_framers }, of at most `limit` framers, 0 is all. Each has the
 * rows of the framings that are quoted rather than others, all of one article; `hasTarget` is positive, `confidence` a
 * number, by row.
 */
export function sideOf(scope, known, where, limit, { hasTarget, confidence }) {
  const { whos, who, article } = known
  const [label, polarity] = where.split('\n')
  const [ofLabel, ofPolarity] = [known.label.values.of(label), known.polarity.values.of(polarity)]
  const own = scope.filter((row) => known.label.codes[row] === ofLabel && known.polarity.codes[row] === ofPolarity)
  const totals = new Uint32Array(whos.length)
  for (const row of own) totals[who[row]]++
  const kept = most(whos, totals, limit)
  const places = new Map(kept.map((one, place) => [one, place]))
  const kinds = known.kind.values.values.map((kind) => KINDS[kind])
  // Which framing is quoted rather: one that says what it is about.
  const rather = (one, other) => (
    kinds[known.kind.codes[one]] - kinds[known.kind.codes[other]] || hasTarget[other] - hasTarget[one]
    || confidence[other] - confidence[one]
  )
  const best = kept.map(() => null)
  for (const row of own) {
    const place = places.get(who[row])
    if (place === undefined) continue
    const by = best[place] ? rather(row, best[place][0]) : -1
    if (by < 0) best[place] = [row]
    else if (by === 0 && article[row] === article[best[place][0]]) best[place].push(row)
  }
  return {
    label, polarity, count: own.length,
    framers: kept.map((one, place) => ({ ...whos[one], count: totals[one], rows: best[place] })),
    more_framers: totals.reduce((sum, count) => sum + (count > 0), 0) - kept.length,
  }
}

/** Whether there are two who disagree; an unnamed framer may be any of the named. */
function differ(ones, others) {
  const [named, theirs] = [ones, others].map((framers) => new Set(framers.map(({ name }) => name).filter((name) => name !== null)))
  return named.size > 0 && theirs.size > 0 && new Set([...named, ...theirs]).size > 1
}

/** The framings of those who do not take the other side too. */
function alone(ones, others) {
  const both = new Set(others.map(({ name }) => name))
  return sum(ones.filter(({ name }) => !both.has(name)))
}

const sum = (framers) => framers.reduce((count, one) => count + one.count, 0)

function byPair(one, other) {
  for (let at = 0; at < 2; at++) {
    const [left, right] = [one[at].split('\n'), other[at].split('\n')]
    const found = compare(left[0], right[0]) || compare(left[1], right[1])
    if (found) return found
  }
  return 0
}
