// A list with a field to search it by, and pages.

import { fill, h } from '../dom.js'
import { go, link } from '../route.js'
import { pageOf, pager, SIZE } from './list.js'

const WAIT = 80 // milliseconds after a key

/** A view of what `find({ q, page, size })` gives. */
export function searched({ view, title, field, find, heading, item, none = 'Nothing is called so.' }) {
  const input = h('input', { type: 'search', name: 'q', 'data-search': true, autocomplete: 'off', 'aria-keyshortcuts': '/' })
  const form = h('form', { class: 'one', role: 'search' }, h('label', null, h('span', null, field), input))
  const results = h('section', { 'aria-label': title, 'aria-live': 'polite' })
  let timer = 0
  let shown = 0
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => go(link(view, '', { q: input.value.trim() }), { replace: true }), WAIT)
  })
  return {
    node: h('div', { class: 'narrow' }, form, results),
    title,
    async update({ params }) {
      const mine = ++shown
      const q = params.get('q') ?? ''
      if (input !== document.activeElement) input.value = q
      const page = pageOf(params)
      const { total, rows } = await find({ q, page, size: SIZE })
      if (mine !== shown) return
      fill(results,
        h('div', { class: 'head' }, h('h1', { tabindex: -1 }, heading(total))),
        total ? h('ol', { class: 'items', start: (page - 1) * SIZE + 1 }, rows.map(item)) : h('p', { class: 'none' }, none),
        pager(page, total, (target) => link(view, '', { q, page: target === 1 ? '' : target })))
    },
  }
}
