// Framings by label, date and outlet, gathered so that a picture can be read. As claims/frames/timeline.py.

import { compare, plain, shortened } from '../text.js'

const LONGEST_OUTLET = 32
const [LABELS, OUTLETS] = [10, 7]
const MOST_BARS = 60
export const DAYS = { day: 1, week: 7, month: 31, year: 366 }
const DAY = 864e5
// Since there are newspapers: placeholders such as 0001-01-01 would press all that is dated into one bar.
const PLAUSIBLE = [Date.UTC(1600, 0, 1) / DAY, Date.UTC(2999, 11, 31) / DAY]

/** { step, cells, labels, outlets, undated }; cells have label, outlet, start (a day), asserted, denied. */
export function timeline(found) {
  const dated = found.filter(({ published: day }) => day !== null && day >= PLAUSIBLE[0] && day <= PLAUSIBLE[1])
  const undated = found.length - dated.length
  if (!dated.length) return { step: 'day', cells: [], labels: [], outlets: [], undated }
  const days = dated.map((one) => one.published)
  const step = stepOf(days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b)))
  const labelOf = shared(dated.map((one) => one.label), LABELS, 'label')
  const outlets = dated.map((one) => shortened(plain(one.outlet ?? ''), LONGEST_OUTLET) || '(not named)')
  const outletOf = shared(outlets, OUTLETS, 'outlet')
  const cells = new Map()
  dated.forEach((one, place) => {
    const cell = { label: labelOf.get(one.label), outlet: outletOf.get(outlets[place]), start: startOf(one.published, step) }
    const where = JSON.stringify(cell)
    if (!cells.has(where)) cells.set(where, { ...cell, asserted: 0, denied: 0 })
    cells.get(where)[one.polarity] += 1
  })
  return {
    step,
    cells: [...cells.values()].sort((one, other) => (
      compare(one.label, other.label) || compare(one.outlet, other.outlet) || one.start - other.start
    )),
    labels: [...new Set(labelOf.values())],
    outlets: [...new Set(outletOf.values())],
    undated,
  }
}

/** What each name stands under: its own, or one for all but the most frequent. */
function shared(names, most, noun) {
  const counts = new Map()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const ordered = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one) || compare(one, other))
  if (ordered.length <= most + 1) return new Map(ordered.map((name) => [name, name]))
  const rest = `${(ordered.length - most).toLocaleString('en')} more ${noun}s`
  return new Map(ordered.map((name, place) => [name, place < most ? name : rest]))
}

/** The finest step that keeps a row to so many bars. */
function stepOf(first, last) {
  return ['day', 'week', 'month'].find((step) => last - first < DAYS[step] * MOST_BARS) ?? 'year'
}

/** The first day of the stretch that a day is in. */
export function startOf(day, step) {
  if (step === 'day') return day
  if (step === 'week') return day - ((((day + 3) % 7) + 7) % 7) // day 0 was a Thursday
  const date = new Date(day * DAY)
  return Date.UTC(date.getUTCFullYear(), step === 'month' ? date.getUTCMonth() : 0, 1) / DAY
}

/** The first day of the stretch after. */
export const following = (start, step) => startOf(start + DAYS[step], step)
