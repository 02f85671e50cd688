// Labels set against each other: who says the one, who the other. As claims/frames/contested.py.

import { compare } from '../text.js'
import { framerKey, order } from './matrix.js'

const KINDS = { explicit: 0, predicative: 1, lexical: 2 }
const side = (label, polarity) => `${label}\n${polarity}`

/** Pairs of sides ("label\npolarity") with a label `among` these; the most contested first. */
export function contested(scope, vocabulary, among) {
  const sides = new Map()
  for (const one of scope) {
    const where = side(one.label, one.polarity)
    if (!sides.has(where)) sides.set(where, new Map())
    const framers = sides.get(where)
    const who = framerKey(one)
    if (!framers.has(who)) framers.set(who, { name: one.framer, count: 0 })
    framers.get(who).count += 1
  }
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
    const [ones, others] = [sides.get(one), sides.get(other)].map((framers) => framers && [...framers.values()])
    if (![one, other].some((where) => among.has(where.split('\n')[0])) || !ones || !others || !differ(ones, others)) continue
    const least = Math.min(alone(ones, others), alone(others, ones))
    const counts = [sum(ones), sum(others)]
    found.push({ rank: [-least, -Math.min(...counts), -Math.max(...counts)], pair: counts[0] >= counts[1] ? [one, other] : [other, one] })
  }
  return found.sort((one, other) => (
    one.rank[0] - other.rank[0] || one.rank[1] - other.rank[1] || one.rank[2] - other.rank[2] || byPair(one.pair, other.pair)
  )).map(({ pair }) => pair)
}

/** Who takes a side: { label, polarity, count, framers }, each framer with the framing to quote. */
export function sideOf(scope, where) {
  const [label, polarity] = where.split('\n')
  const own = scope.filter((one) => one.label === label && one.polarity === polarity)
  // Which framing is quoted rather: one that says what it is about.
  const best = [...own].sort((one, other) => (
    KINDS[one.kind] - KINDS[other.kind] || (one.target === null) - (other.target === null)
    || other.confidence - one.confidence
  ))
  const framers = new Map()
  for (const one of best) {
    const who = framerKey(one)
    if (framers.has(who)) framers.get(who).count += 1
    else framers.set(who, { framer: one.framer, framer_id: one.framer_id, framer_type: one.framer_type, count: 1, framing: one })
  }
  return {
    label, polarity, count: own.length,
    framers: [...framers.values()].sort((one, other) => other.count - one.count || order(one, other)),
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
