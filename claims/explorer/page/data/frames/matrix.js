// Framers against labels, in counts. As claims/frames/matrix.py.

import { compare } from '../text.js'

const counted = () => ({ asserted: 0, denied: 0 })
export const total = ({ asserted, denied }) => asserted + denied

/** What makes a framer one. */
export const framerKey = (one) => JSON.stringify([one.framer, one.framer_id, one.framer_type])

/** By name, the nameless last. */
export function order(one, other) {
  return (one.framer === null) - (other.framer === null) || compare(one.framer ?? '', other.framer ?? '')
    || compare(one.framer_id ?? '', other.framer_id ?? '')
}

/** { labels, framers }: each most frequent first, then by name; a framer has its counts by label. */
export function matrix(found) {
  const [framers, labels] = [new Map(), new Map()]
  for (const one of found) {
    const who = framerKey(one)
    if (!framers.has(who)) {
      const { framer, framer_id: id, framer_type: type } = one
      framers.set(who, { framer, framer_id: id, framer_type: type, ...counted(), labels: new Map() })
    }
    const own = framers.get(who)
    if (!own.labels.has(one.label)) own.labels.set(one.label, counted())
    const what = `${one.label}\n${one.family}`
    if (!labels.has(what)) labels.set(what, { label: one.label, family: one.family, ...counted() })
    for (const count of [own, own.labels.get(one.label), labels.get(what)]) count[one.polarity] += 1
  }
  return {
    labels: [...labels.values()].sort((one, other) => total(other) - total(one) || compare(one.label, other.label)),
    framers: [...framers.values()]
      .sort((one, other) => total(other) - total(one) || order(one, other))
      .map((one) => ({ ...one, labels: Object.fromEntries([...one.labels].sort(([a], [b]) => compare(a, b))) })),
  }
}
