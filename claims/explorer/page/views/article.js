// An article as it was published, its claims marked in place; one of them open beside it.

import { ask } from '../client.js'
import { append, external, fill, h } from '../dom.js'
import { link } from '../route.js'
import { counted, time, told, VOICES } from '../words.js'
import { cite } from './cite.js'
import { detail, hint, overview } from './detail.js'
import { claim as item } from './list.js'
import { reading } from './reading.js'

/** The view of an article (#/article/ID) and of a claim in it (#/claim/ID). */
export function article() {
  const node = h('div', { class: 'reading' })
  let shown = null
  return {
    node,
    title: 'Article',
    async update({ view, id, params }) {
      const articleId = view === 'claim' ? await ask('articleOf', id, params.get('in')) : id
      const found = articleId && (shown?.article_id === articleId ? shown : await ask('article', articleId))
      if (!found) {
        shown = null
        fill(node, missing(view, id))
        return
      }
      if (found !== shown) fill(node, ...page(found))
      shown = found
      this.title = found.title || 'Article'
      open(node, found, view === 'claim' ? id : null, params.get('framing'))
      performance.mark('article shown')
    },
  }
}

function missing(view, id) {
  return h('div', { class: 'none' }, h('h1', { tabindex: -1 }, `No such ${view}`),
    h('p', null, `This release has no ${view} `, h('code', null, id), '. An id stays the same from release to release, but its row may be corrected or removed: see CHANGES.md.'))
}

function page(found) {
  const text = found.text === null || found.text === undefined ? null : reading(found)
  const side = h('aside', { class: 'side', 'aria-label': 'Beside the text' })
  const body = h('div', { class: 'text', lang: found.language },
    h('header', null,
      h('p', { class: 'kicker' }, told(found.outlet ?? 'Outlet not named'), found.published != null && [' · ', time(found.published)]),
      h('h1', { tabindex: -1, dir: 'auto' }, text?.headline ?? told(found.title ?? 'Without a headline')),
      h('p', { class: 'byline' }, found.byline && [told(found.byline), ' · '], counted(found.word_count, 'word'), ' · ', external(found.source_uri, short(found.source_uri))),
      found.duplicate_of && h('p', { class: 'byline' }, 'A copy of ', h('a', { href: link('article', found.duplicate_of) }, 'another article'))),
    legend(),
    text ? text.body : h('p', { class: 'none' }, 'This release has no full texts; the claims are below.'))
  const list = h('section', { class: 'below' }, h('h2', null, counted(found.claims.length, 'claim'), ' in this article'),
    h('ol', { class: 'items' }, found.claims.map((one) => item({ ...one, ...about(found) }))))
  pointed(body, found)
  return [h('div', { class: 'column' }, body, list), side]
}

const about = ({ outlet, title, published, article_id: id }) => ({ outlet, title, published, article_id: id })

function short(address) {
  const plain = address.replace(/^https?:\/\/(www\.)?/i, '')
  return plain.length > 48 ? `${plain.slice(0, 47)}…` : plain
}

function legend() {
  const toggles = Object.entries(VOICES).map(([voice, words]) => h('label', { class: 'check', title: words },
    h('input', { type: 'checkbox', checked: true, value: voice, onchange: toggle }), h('span', { class: `voice ${voice}` }, voice)))
  const frames = h('label', { class: 'check' },
    h('input', { type: 'checkbox', checked: true, value: 'frames', onchange: toggle }), h('mark', null, 'framing'))
  return h('fieldset', { class: 'legend' }, h('legend', null, 'Shown in the text'), toggles, frames,
    h('span', { class: 'key' }, h('b', { class: 'who' }, 'speaker'), ' ', h('i', { class: 'cue' }, 'cue')))
}

function toggle({ currentTarget: box }) {
  box.closest('.text').classList.toggle(`no-${box.value}`, !box.checked)
}

/** Shows a claim beside the text, or what there is to choose from. */
function open(node, found, claimId, framingId) {
  const side = node.querySelector('.side')
  for (const one of node.querySelectorAll('.selected')) one.classList.remove('selected')
  const place = found.claims.findIndex((one) => one.claim_id === claimId)
  const claim = found.claims[place]
  side.classList.toggle('open', Boolean(claim))
  const framed = framingId && node.querySelector(`mark[data-framing="${CSS.escape(framingId)}"]`)
  if (!claim) {
    fill(side, overview(found))
    framed?.classList.add('selected')
    framed?.scrollIntoView({ block: 'center' })
    return
  }
  const own = found.framings.filter((one) => one.claim_id === claimId)
  const beside = (step) => found.claims[place + step] && link('claim', found.claims[place + step].claim_id, { in: found.article_id })
  fill(side,
    h('a', { class: 'close', href: link('article', found.article_id), 'aria-label': 'Close', 'data-close': true }, '×'),
    detail(claim, own, { cite: () => cite({ claim, article: found }), before: beside(-1), after: beside(1) }))
  const marks = node.querySelectorAll(`.text [data-claim="${CSS.escape(claimId)}"]`)
  for (const one of marks) one.classList.add('selected')
  marks[0]?.scrollIntoView({ block: matchMedia('(min-width: 60rem)').matches ? 'center' : 'start' })
}

let hideHint = () => {}
addEventListener('scroll', () => hideHint(), { passive: true })

/** A hint at what is pointed at. */
function pointed(body, found) {
  const tip = h('div', { class: 'tip', role: 'tooltip', id: 'tip', hidden: true })
  append(body, tip)
  const claims = new Map(found.claims.map((one) => [one.claim_id, one]))
  const framings = new Map(found.framings.map((one) => [one.framing_id, one]))
  const show = ({ target }) => {
    const mark = target.closest('[data-claim], [data-framing]')
    if (!mark || !body.contains(mark)) return hide()
    const framed = target.closest('[data-framing]') ?? mark.querySelector('[data-framing]')
    const claim = claims.get(target.closest('[data-claim]')?.dataset.claim)
    const framing = framings.get(framed?.dataset.framing)
    fill(tip, ...hint(claim, framing ? [framing] : []).flat())
    tip.hidden = false
    const { left, bottom, top } = mark.getClientRects()[0]
    const { width, height } = tip.getBoundingClientRect()
    tip.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`
    tip.style.top = `${bottom + height + 12 < innerHeight ? bottom + 8 : top - height - 8}px`
    return undefined
  }
  const hide = () => { tip.hidden = true }
  body.addEventListener('mouseover', show)
  body.addEventListener('mouseleave', hide)
  body.addEventListener('focusin', (event) => event.target.matches(':focus-visible') && show(event))
  body.addEventListener('focusout', hide)
  hideHint = hide
  body.addEventListener('keydown', (event) => event.key === 'Escape' && hide())
}

