// The timeline as a drawing, and as a table for who does not see it.

import { following } from '../data/frames/timeline.js'
import { h, svg } from '../dom.js'
import { counted, iso, label } from '../words.js'

const [WIDTH, ROW, LEFT, FOOT] = [960, 46, 150, 26]

/** A row a label, bars by date, a pattern of colour an outlet. */
export function drawing({ step, cells, labels, outlets, undated }) {
  const starts = cells.map((cell) => cell.start)
  const [first, last] = [Math.min(...starts), following(Math.max(...starts), step)]
  const x = (day) => LEFT + ((day - first) / Math.max(1, last - first)) * (WIDTH - LEFT)
  const most = Math.max(...stacks(cells).values())
  const heights = new Map()
  const bars = cells.map((cell) => {
    const row = labels.indexOf(cell.label)
    const where = `${row} ${cell.start}`
    const below = heights.get(where) ?? 0
    const count = cell.asserted + cell.denied
    heights.set(where, below + count)
    const unit = (ROW - 12) / most
    const width = Math.min(28, Math.max(2, x(following(cell.start, step)) - x(cell.start) - 1))
    const bar = svg('rect', {
      class: `outlet${outlets.indexOf(cell.outlet)}`, x: x(cell.start).toFixed(1), y: (row * ROW + ROW - 2 - (below + count) * unit).toFixed(1),
      width: width.toFixed(1), height: Math.max(1, count * unit - 0.5).toFixed(1),
    })
    bar.append(svg('title', null, `${label(cell.label)}: ${counted(count, 'framing')}${cell.denied ? `, ${cell.denied} denied` : ''}, ${cell.outlet}, ${when(cell.start, step)}`))
    return bar
  })
  const height = labels.length * ROW + FOOT
  const names = labels.map((name, row) => [
    svg('line', { x1: 0, x2: WIDTH, y1: row * ROW + ROW - 2, y2: row * ROW + ROW - 2 }),
    svg('text', { x: 0, y: row * ROW + ROW - 10 }, short(label(name))),
  ])
  const dates = ticks(first, last, step).map((day) => svg('text', { class: 'date', x: x(day).toFixed(1), y: height - 6 }, when(day, step)))
  return h('figure', { class: 'timeline' },
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Timeline, a drawing that scrolls' },
      svg('svg', { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': `Framings by ${step}: the table below has the counts` }, names, dates, bars)),
    h('ul', { class: 'outlets' }, outlets.map((name, place) => h('li', null, h('span', { class: `swatch outlet${place}` }), h('bdi', null, name)))),
    undated > 0 && h('p', { class: 'source' }, `${counted(undated, 'framing')} without a plausible date`),
    h('details', null, h('summary', null, 'As a table'), table(cells, step)))
}

function stacks(cells) {
  const found = new Map()
  for (const { label: name, start, asserted, denied } of cells) {
    const where = `${name}\n${start}`
    found.set(where, (found.get(where) ?? 0) + asserted + denied)
  }
  return found
}

function ticks(first, last, step) {
  const all = []
  for (let day = first; day < last; day = following(day, step)) all.push(day)
  const every = Math.ceil(all.length / 8)
  return all.filter((_, place) => place % every === 0)
}

function when(day, step) {
  const text = iso(day)
  return step === 'year' ? text.slice(0, 4) : step === 'month' ? text.slice(0, 7) : text
}

const short = (name) => (name.length > 20 ? `${name.slice(0, 19)}…` : name)

function table(cells, step) {
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Framings in time' }, h('table', null,
    h('thead', null, h('tr', null, ['Label', 'Outlet', step, 'Asserted', 'Denied'].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', null, cells.map((cell) => h('tr', null,
      h('td', null, label(cell.label)), h('td', null, h('bdi', null, cell.outlet)), h('td', null, when(cell.start, step)),
      h('td', null, cell.asserted), h('td', null, cell.denied))))))
}
