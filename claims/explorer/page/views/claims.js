// All claims, searched and filtered; the filters are in the address.

import { ask, askTelling } from '../client.js'
import { append, fill, h } from '../dom.js'
import { go, link } from '../route.js'
import { counted, daysOf } from '../words.js'
import { claim, pageOf, pager, save, select, SIZE } from './list.js'
import { line } from '../data/text.js'

const FIELDS = [
  'q', 'speaker', 'voice', 'label', 'family', 'outlet', 'section', 'speaker_type', 'cue_class', 'origin', 'split', 'from', 'to',
  'confidence', 'sort', 'article', 'track_id',
]
const WAIT = 80 // milliseconds after a key

/** What the worker is to find, of an address. */
export function wanted(params) {
  const found = Object.fromEntries(FIELDS.map((name) => [name, params.get(name) ?? '']))
  return {
    ...found,
    from: daysOf(found.from),
    to: daysOf(found.to),
    confidence: Number(found.confidence) || 0,
    page: pageOf(params),
    size: SIZE,
  }
}

export function claims() {
  const results = h('section', { class: 'results', 'aria-label': 'Claims', 'aria-live': 'polite', 'aria-busy': 'true' })
  const form = h('form', { class: 'filters', role: 'search', 'aria-label': 'Claims' })
  const box = h('details', { class: 'filterbox', open: matchMedia('(min-width: 60rem)').matches }, h('summary', null, 'Search and filters'), form)
  const node = h('div', { class: 'withside' }, box, results)
  let shown = 0
  let timer = 0

  const changed = (replace) => {
    const data = new FormData(form)
    const given = Object.fromEntries([...data.keys()].map((name) => [name, data.getAll(name).sort().join(',').trim()]))
    for (const name of ['article', 'track_id']) given[name] = new URLSearchParams(location.hash.split('?')[1] ?? '').get(name)
    go(link('claims', '', given), { replace })
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    changed(false)
  })
  form.addEventListener('change', (event) => {
    if (event.target.type !== 'search') changed(false)
  })
  form.addEventListener('input', (event) => {
    if (event.target.type !== 'search') return
    clearTimeout(timer)
    timer = setTimeout(() => changed(true), WAIT)
  })

  return {
    node,
    title: 'Claims',
    async update({ params }) {
      const mine = ++shown
      results.setAttribute('aria-busy', 'true')
      set(form, params)
      const draw = drawing(results, params)
      const soFar = (some) => mine === shown && draw(some, false)
      const found = await askTelling(soFar, 'claims', wanted(params))
      if (mine !== shown) return
      draw(found, true)
      results.setAttribute('aria-busy', 'false')
      performance.mark('claims shown')
      if (!form.childElementCount) offer(form, params)
    },
  }
}

/** A function that shows the claims found, and again those found so far: what stays as it is stays where it is. */
function drawing(results, params) {
  let before = null
  return ({ total, rows }, whole) => {
    const ids = rows.map((row) => row.claim_id).join()
    const parts = list(params, total, rows, whole)
    if (ids !== before) fill(results, ...parts)
    else {
      results.querySelector('.head').replaceWith(parts[0])
      append(results, parts.at(-1))
      if (whole) results.querySelector('.items')?.classList.remove('sofar')
    }
    before = ids
  }
}

function list(params, total, rows, whole) {
  const page = pageOf(params)
  const given = Object.fromEntries(params)
  const filtered = FIELDS.some((name) => name !== 'sort' && given[name])
  const csv = h('button', {
    type: 'button',
    onclick: (event) => save(event.currentTarget, (tell) => askTelling(tell, 'claimsCsv', wanted(params)), 'claims.csv'),
  }, 'Download as CSV')
  return [
    h('div', { class: 'head' }, h('h1', { tabindex: -1 }, counted(total, 'claim'), !whole && ' so far'),
      filtered && h('a', { href: link('claims') }, 'Show all'), whole && total > 0 && csv),
    chips(given),
    total
      ? h('ol', { class: `items${whole ? '' : ' sofar'}`, start: (page - 1) * SIZE + 1 }, rows.map((row) => claim(row)))
      : h('p', { class: 'none' }, 'No claim is like that. Take a filter away, or search for fewer words.'),
    whole && pager(page, total, (target) => link('claims', '', { ...given, page: target === 1 ? '' : target })),
  ]
}

/** Filters that have no field in the form. */
function chips(given) {
  const held = [['article', 'in one article'], ['track_id', 'in one track']].filter(([name]) => given[name])
  return held.length ? h('p', { class: 'chips' }, held.map(([name, words]) => (
    h('a', { class: 'chip', href: link('claims', '', { ...given, [name]: '' }) }, `${words} ×`)
  ))) : null
}

async function offer(form, params) {
  form.append(search(params))
  ask('prepare').then(() => performance.mark('prepared'), () => {})
  const offered = await ask('choices')
  const given = (name) => params.get(name) ?? ''
  const pick = (name, title, words) => select(name, title, offered[name], given(name), words)
  const voices = h('fieldset', null, h('legend', null, 'Voice'), offered.voice.map(([value]) => (
    h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'voice', value, checked: given('voice').split(',').includes(value) }),
      h('span', { class: `voice ${value}` }, value)))))
  const plainly = (value) => line(value)
  fill(form, search(params),
    h('label', null, h('span', null, 'Speaker'), h('input', { type: 'search', name: 'speaker', value: given('speaker'), autocomplete: 'off' })),
    voices,
    pick('label', 'Framing'), pick('family', 'Family of framings'), pick('outlet', 'Outlet', plainly),
    h('div', { class: 'pair' },
      h('label', null, h('span', null, 'From'), h('input', { type: 'date', name: 'from', value: given('from') })),
      h('label', null, h('span', null, 'To'), h('input', { type: 'date', name: 'to', value: given('to') }))),
    pick('speaker_type', 'Kind of speaker'), pick('cue_class', 'Kind of cue'), pick('section', 'Section'),
    select('confidence', 'Confidence', [['0.5', null], ['0.7', null], ['0.9', null]], given('confidence'), (value) => `${value * 100}% or more`),
    offered.origin.length > 1 && pick('origin', 'Made by'), offered.split.length > 1 && pick('split', 'Split'),
    select('sort', 'Order', [['oldest', null], ['confident', null]], given('sort'), (value) => ({ oldest: 'oldest first', confident: 'surest first' })[value]),
    h('button', { type: 'submit', class: 'quiet' }, 'Search'))
  form.querySelector('[name=sort] option').textContent = 'newest first'
  set(form, new URLSearchParams(location.hash.split('?')[1] ?? ''))
}

function search(params) {
  return h('label', null, h('span', null, 'Words'), h('input', {
    type: 'search', name: 'q', value: params.get('q') ?? '', 'data-search': true, autocomplete: 'off', 'aria-keyshortcuts': '/',
  }))
}

/** Puts what the address says into the form, but not into the field that is being written in. */
function set(form, params) {
  const voices = (params.get('voice') ?? '').split(',')
  for (const field of form.elements) {
    if (!field.name || field === document.activeElement) continue
    if (field.type === 'checkbox') field.checked = voices.includes(field.value)
    else field.value = params.get(field.name) ?? ''
  }
}
