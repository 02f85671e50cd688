// The keyboard: / j k Escape ? and what they do.

import { h } from './dom.js'

const KEYS = [
  ['/', 'search'], ['j', 'next passage or row'], ['k', 'the one before'], ['Enter', 'open it'], ['n, p', 'next page or claim, the one before'],
  ['Esc', 'close what is open'], ['c', 'cite what is on screen'], ['?', 'this list'],
]

/** Listens to keys; `cite` is called for c. */
export function listen(cite) {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
    if (event.target.matches('input:not([type=checkbox]), select, textarea')) {
      if (event.key === 'Escape') event.target.blur()
      return
    }
    const act = { '/': search, j: () => step(1), k: () => step(-1), n: () => press('next'), p: () => press('prev'), Escape: close, c: cite, '?': help }[event.key]
    if (act && act() !== false) event.preventDefault()
  })
}

function search() {
  const field = document.querySelector('main [data-search]')
  if (!field) return false
  field.closest('details')?.setAttribute('open', '')
  field.focus()
  field.select()
  return true
}

function step(by) {
  const items = [...document.querySelectorAll('main [data-item]')].filter((item) => item.checkVisibility())
  if (!items.length) return false
  const place = items.indexOf(document.activeElement)
  const selected = place < 0 ? items.findIndex((item) => item.classList.contains('selected')) : place
  const next = items[Math.max(0, Math.min(items.length - 1, selected + by))]
  next.focus({ focusVisible: true })
  next.scrollIntoView({ block: 'nearest' })
  return true
}

function press(rel) {
  const target = document.querySelector(`main a[rel=${rel}]`)
  target?.click()
  return Boolean(target)
}

function close() {
  const target = document.querySelector('main [data-close]')
  target?.click()
  return Boolean(target)
}

/** Shows the keys. */
export function help() {
  const box = h('dialog', { class: 'box', 'aria-labelledby': 'keys-title' },
    h('h2', { id: 'keys-title' }, 'Keyboard'),
    h('dl', { class: 'keys' }, KEYS.map(([key, does]) => [h('dt', null, key.split(', ').map((one) => [h('kbd', null, one), ' '])), h('dd', null, does)])),
    h('form', { method: 'dialog' }, h('button', null, 'Close')))
  box.addEventListener('close', () => box.remove())
  document.body.append(box)
  box.showModal()
}
