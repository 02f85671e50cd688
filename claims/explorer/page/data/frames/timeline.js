// Framings by label, date and outlet, gathered so that a picture can be read. As claims/frames/timeline.py.

import { compare, plain, shortened } from '../text.js'

const LONGEST_OUTLET = 32
const [LABELS, OUTLETS] = [10, 7]
const MOST_BARS = 60
export const DAYS = { day: 1, week: 7, month: 31, year: 366 }
const DAY = 864e5
// Since there are newspapers: placeholders such as 0001-01-01 would press all that is dated into one bar.
const PLAUSIBLE = [Date.UTC(1600, 0, 1) / DAY, Date.UTC(2999, 11, 31) / DAY]

/** { step, cells, labels, outlets, undated } of these rows; cells have label, outlet, start (a day), asserted, denied. */
export function timeline(rows, { article, published, label, outlet, polarity }) {
  const dated = rows.filter((row) => {
    const day = published[article[row]]
    return day != null && day >= PLAUSIBLE[0] && day <= PLAUSIBLE[1]
  })
  const undated = rows.length - dated.length
  if (!dated.length) return { step: 'day', cells: [], labels: [], outlets: [], undated }
  const days = Int32Array.from(dated, (row) => published[article[row]])
  const step = stepOf(days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b)))
  const labelOf = shared(dated, label.values.values, (row) => label.codes[row], LABELS, 'label')
  const names = outlet.values.values.map((name) => shortened(plain(name ?? ''), LONGEST_OUTLET) || '(not named)')
  const outletOf = shared(dated, names, (row) => outlet.codes[article[row]], OUTLETS, 'outlet')
  const starts = new Map()
  const cells = new Map()
  dated.forEach((row, place) => {
    const day = days[place]
    if (!starts.has(day)) starts.set(day, startOf(day, step))
    const start = starts.get(day)
    const [ofLabel, ofOutlet] = [labelOf.places[label.codes[row]], outletOf.places[outlet.codes[article[row]]]]
    const where = ((start - PLAUSIBLE[0] + DAYS.year) * labelOf.names.length + ofLabel) * outletOf.names.length + ofOutlet
    if (!cells.has(where)) cells.set(where, { label: labelOf.names[ofLabel], outlet: outletOf.names[ofOutlet], start, asserted: 0, denied: 0 })
    cells.get(where)[polarity.values.values[polarity.codes[row]]] += 1
  })
  return {
    step,
    cells: [...cells.values()].sort((one, other) => (
      compare(one.label, other.label) || compare(one.outlet, other.outlet) || one.start - other.start
    )),
    labels: labelOf.names,
    outlets: outletOf.names,
    undated,
  }
}

/** What each value stands under: its own name, or one for all but the most frequent: { names, places } by its number. */
function shared(rows, values, code, most, noun) {
  const numbers = new Uint32Array(values.length)
  for (const row of rows) numbers[code(row)]++
  const counts = new Map()
  values.forEach((name, number) => {
    if (numbers[number]) counts.set(name, (counts.get(name) ?? 0) + numbers[number])
  })
  const names = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one) || compare(one, other))
  const kept = names.length <= most + 1 ? names.length : most
  const places = new Map(names.map((name, place) => [name, Math.min(place, kept)]))
  if (kept < names.length) names.splice(kept, Infinity, `${(names.length - kept).toLocaleString('en')} more ${noun}s`)
  return { names, places: values.map((name) => places.get(name)) }
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
