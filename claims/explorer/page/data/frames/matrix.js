// Framers against labels, in counts. As claims/frames/matrix.py.

import { compare } from '../text.js'

export const total = ({ asserted, denied }) => asserted + denied

/** By name, the nameless last. */
export function order(one, other) {
  return (one.framer === null) - (other.framer === null) || compare(one.framer ?? '', other.framer ?? '')
    || compare(one.framer_id ?? '', other.framer_id ?? '')
}

/**
 * { labels, framers, rest }: each most frequent first, then by name; a framer has its counts by label. `limit` is of
 * framers, 0 none: those beyond it are in `rest`, { framers, framings }.
 */
export function matrix(rows, known, limit = 0) {
  const { whos, who } = known
  const totals = new Uint32Array(whos.length)
  for (const row of rows) totals[who[row]]++
  const kept = most(whos, totals, limit)
  return {
    labels: labelsOf(rows, known),
    framers: withLabels(rows, known, kept),
    rest: {
      framers: totals.reduce((sum, count) => sum + (count > 0), 0) - kept.length,
      framings: kept.reduce((sum, one) => sum - totals[one], rows.length),
    },
  }
}

/** The numbers of the framers with the most framings, at most `limit` of them, 0 is all. */
export function most(whos, totals, limit) {
  const counts = limit ? totals.filter(Boolean).sort().reverse() : []
  const least = Math.max(1, counts[limit - 1] ?? 1)
  const found = Array.from(totals.keys()).filter((one) => totals[one] >= least)
  return found.sort((one, other) => totals[other] - totals[one] || order(whos[one], whos[other])).slice(0, limit || undefined)
}

function withLabels(rows, { whos, who, label, polarity }, kept) {
  const places = new Int32Array(whos.length).fill(-1)
  kept.forEach((one, place) => { places[one] = place })
  const made = kept.map((one) => ({ ...whos[one], ...counted(), labels: new Map() }))
  for (const row of rows) {
    const one = made[places[who[row]]]
    if (!one) continue
    const [name, side] = [label.values.values[label.codes[row]], polarity.values.values[polarity.codes[row]]]
    if (!one.labels.has(name)) one.labels.set(name, counted())
    one[side] += 1
    one.labels.get(name)[side] += 1
  }
  return made.map((one) => ({ ...one, labels: Object.fromEntries([...one.labels].sort(([a], [b]) => compare(a, b))) }))
}

function labelsOf(rows, { label, family, polarity }) {
  const sides = polarity.values.values.length
  const counts = new Uint32Array(label.values.values.length * family.values.values.length * sides)
  for (const row of rows) counts[(label.codes[row] * family.values.values.length + family.codes[row]) * sides + polarity.codes[row]]++
  const found = new Map()
  counts.forEach((count, at) => {
    if (!count) return
    const pair = Math.floor(at / sides)
    if (!found.has(pair)) {
      const [ofLabel, ofFamily] = [Math.floor(pair / family.values.values.length), pair % family.values.values.length]
      found.set(pair, { label: label.values.values[ofLabel], family: family.values.values[ofFamily], ...counted() })
    }
    found.get(pair)[polarity.values.values[at % sides]] += count
  })
  return [...found.values()].sort((one, other) => total(other) - total(one) || compare(one.label, other.label))
}

const counted = () => ({ asserted: 0, denied: 0 })
