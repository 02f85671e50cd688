// Who framed what how: framers against labels, in time, and the labels that are contested.

import { ask, askTelling } from '../client.js'
import { append, fill, h } from '../dom.js'
import { go, link } from '../route.js'
import { counted, label, number, told } from '../words.js'
import { drawing } from './drawing.js'
import { save, select } from './list.js'

const FIELDS = ['target', 'family', 'label', 'kind']
const [FRAMERS, QUOTED, COLUMNS] = [15, 3, 12]
const WAIT = 120 // milliseconds after a key

export function frames() {
  const form = h('form', { class: 'filters row', role: 'search', 'aria-label': 'Framings' })
  const results = h('div', { 'aria-live': 'polite' })
  let timer = 0
  let shown = 0
  const changed = (replace) => go(link('frames', '', Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]))), { replace })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    changed(false)
  })
  form.addEventListener('change', (event) => event.target.type !== 'search' && changed(false))
  form.addEventListener('input', (event) => {
    if (event.target.type !== 'search') return
    clearTimeout(timer)
    timer = setTimeout(() => changed(true), WAIT)
  })
  return {
    node: h('div', null, form, results),
    title: 'Frames',
    async update({ params }) {
      const mine = ++shown
      const wanted = Object.fromEntries(FIELDS.map((name) => [name, params.get(name) ?? '']))
      if (!form.childElementCount) fill(form, ...fields(await ask('frameChoices'), wanted))
      for (const field of form.elements) if (field.name && field !== document.activeElement) field.value = wanted[field.name] ?? ''
      const asked = [wanted, FRAMERS, QUOTED]
      const [found, vocabulary] = await Promise.all([ask('frames', ...asked, false), ask('vocabulary')])
      if (mine !== shown) return
      const section = h('section', { 'aria-busy': 'true' }, h('h2', null, 'Contested'))
      fill(results, ...report(found, wanted, vocabulary, section))
      performance.mark('frames shown')
      if (!found.framings) return
      const quoted = await ask('frames', ...asked)
      if (mine !== shown) return
      append(section, contested(quoted))
      section.setAttribute('aria-busy', 'false')
    },
  }
}

function fields(offered, wanted) {
  return [
    h('label', null, h('span', null, 'What is framed'), h('input', {
      type: 'search', name: 'target', value: wanted.target, placeholder: 'protest', 'data-search': true, autocomplete: 'off', 'aria-keyshortcuts': '/',
    })),
    select('family', 'Family', offered.family, wanted.family),
    select('label', 'Label', offered.label, wanted.label),
    select('kind', 'Kind', ['explicit', 'predicative', 'lexical'].map((kind) => [kind, null]), wanted.kind),
  ]
}

function report(found, wanted, { labels, families }, section) {
  const meaning = labels[wanted.label]?.definition ?? families[wanted.family]
  const csv = h('button', { type: 'button', onclick: (event) => save(event.currentTarget, (tell) => askTelling(tell, 'framesCsv', wanted), 'framings.csv') }, 'Download as CSV')
  const head = h('div', { class: 'head' }, h('h1', { tabindex: -1 }, counted(found.framings, 'framing')),
    FIELDS.some((name) => wanted[name]) && h('a', { href: link('frames') }, 'Show all'), found.framings > 0 && csv)
  if (!found.framings) return [head, h('p', { class: 'none' }, 'Nothing is framed so.')]
  return [
    head,
    h('p', { class: 'lede' }, 'In ', counted(found.articles, 'article'), found.in_copies > 0 && `, ${number(found.in_copies)} of them in copies of another article`, '.',
      meaning && [' ', h('i', null, meaning)]),
    h('section', null, h('h2', null, 'Framers and labels'), matrix(found, wanted)),
    new Set(found.timeline.cells.map((cell) => cell.start)).size > 1 && h('section', null, h('h2', null, 'In time'), drawing(found.timeline)),
    section,
  ]
}

function contested(found) {
  return [
    found.contested.length ? found.contested.map(pair) : h('p', { class: 'none' }, 'Nobody contests these labels with another that the vocabulary knows as its rival.'),
    found.more_contested > 0 && h('p', { class: 'source' }, `${counted(found.more_contested, 'more pair')}: narrow them by what is framed, or by label.`),
  ]
}

function matrix(found, wanted) {
  const shown = found.labels.slice(0, COLUMNS)
  const more = found.labels.length - shown.length
  const most = Math.max(...found.framers.flatMap((one) => shown.map(({ label: name }) => total(one.labels[name]))))
  const head = h('tr', null, h('th', { scope: 'col' }, 'Framer'), h('th', { scope: 'col' }, 'All'),
    shown.map((one) => h('th', { scope: 'col' }, h('a', { href: link('frames', '', { ...wanted, label: one.label }) }, label(one.label)))))
  const rows = found.framers.map((one) => h('tr', null,
    h('th', { scope: 'row' }, one.framer_id ? h('a', { href: link('speaker', one.framer_id) }, told(one.framer ?? '')) : told(one.framer ?? 'nobody named')),
    h('td', { class: 'all' }, number(total(one))),
    shown.map(({ label: name }) => count(one.labels[name], most))))
  return [
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Framers and labels, a table that scrolls' },
      h('table', { class: 'matrix' }, h('thead', null, head), h('tbody', null, rows,
        found.more_framers.framers > 0 && h('tr', { class: 'rest' },
          h('th', { scope: 'row' }, counted(found.more_framers.framers, 'more framer')), h('td', { class: 'all' }, number(found.more_framers.framings)),
          h('td', { colspan: shown.length }))))),
    more > 0 && h('p', { class: 'source' }, `${counted(more, 'more label')} seldom used: choose a family to see its own.`),
  ]
}

const total = (count) => (count ? count.asserted + count.denied : 0)

/** A cell; of five depths of colour. */
function count(of, most) {
  if (!of) return h('td', { class: 'empty' }, h('span', { class: 'unseen' }, '0'))
  const depth = Math.max(1, Math.ceil((5 * total(of)) / most))
  return h('td', { class: `depth${depth}` }, number(total(of)), of.denied > 0 && h('small', null, ` ${number(of.denied)} denied`))
}

function pair(sides) {
  return h('div', { class: 'pair contested' }, sides.map((side) => h('section', { class: `side-of ${side.polarity}` },
    h('h3', null, h('a', { class: 'frame', href: link('frames', '', { label: side.label }) }, `${side.polarity === 'denied' ? 'not ' : ''}${label(side.label)}`),
      ' ', h('span', { class: 'count' }, number(side.count))),
    h('ul', null, side.framers.map((one) => h('li', null,
      h('p', null, one.framer_id ? h('a', { href: link('speaker', one.framer_id) }, told(one.framer ?? '')) : told(one.framer ?? 'nobody named'),
        one.count > 1 && ` (${number(one.count)})`),
      h('blockquote', null, h('a', {
        href: link('article', one.quotation.article_id, { framing: one.quotation.framing_id }), 'data-item': true,
      }, told(one.quotation.words)))))),
    side.more_framers > 0 && h('p', { class: 'source' }, counted(side.more_framers, 'more framer')))))
}
