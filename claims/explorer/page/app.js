// The page: its views by address, what is around them, and what is said when something fails.

import { ask } from './client.js'
import { fill, h } from './dom.js'
import { help, listen } from './keys.js'
import { showProgress } from './progress.js'
import { parse } from './route.js'
import { counted } from './words.js'
import { article } from './views/article.js'
import { articles } from './views/articles.js'
import { cite } from './views/cite.js'
import { claims } from './views/claims.js'
import { frames } from './views/frames.js'
import { speaker, speakers } from './views/speakers.js'
import { track, tracks } from './views/tracks.js'

const VIEWS = { claims, articles, article, claim: article, speakers, speaker, frames, tracks, track }
const PARTS = { article: 'articles', speaker: 'speakers', track: 'tracks', claim: 'claims' }

const main = document.querySelector('main')
let make = null
let view = null
let last = ''
let shown = 0

async function show() {
  const mine = ++shown
  const route = parse(location.hash)
  const wanted = Object.hasOwn(VIEWS, route.view) ? VIEWS[route.view] : claims
  const fresh = wanted !== make
  const moved = `${route.view}/${route.id}` !== last
  try {
    if (fresh) [make, view] = [wanted, wanted()]
    if (fresh) fill(main, view.node)
    if (fresh) main.classList.add('empty')
    await view.update(route)
    if (mine !== shown) return
    main.classList.remove('empty')
    document.title = `${view.title} · claims`
    for (const anchor of document.querySelectorAll('body > header nav a')) {
      const current = anchor.getAttribute('href') === `#/${PARTS[route.view] ?? route.view}`
      if (current) anchor.setAttribute('aria-current', 'page')
      else anchor.removeAttribute('aria-current')
    }
    if (last && moved) settle(route)
    last = `${route.view}/${route.id}`
  } catch (error) {
    if (mine !== shown) return
    make = null
    main.classList.remove('empty')
    fill(main, h('div', { class: 'none', role: 'alert' }, h('h1', null, 'This cannot be read'), h('p', null, String(error.message ?? error)),
      h('p', null, 'See that the release is whole (claims verify), and load the page again.')))
  }
}

/** After a step to another page: its heading is what is read next. */
function settle(route) {
  const opened = route.view === 'claim' && document.querySelector('.side.open h2')
  const heading = opened || main.querySelector('h1')
  if (!opened && !route.params.get('framing')) scrollTo(0, 0)
  heading?.focus({ preventScroll: true })
}

async function begin() {
  addEventListener('hashchange', show)
  document.querySelector('#cite').addEventListener('click', citeShown)
  document.querySelector('#keys').addEventListener('click', help)
  listen(citeShown)
  showProgress()
  const [{ version, counts }] = await Promise.all([ask('about'), show()])
  fill(document.querySelector('#release'), `release ${version} · ${counted(counts.claims, 'claim')} in ${counted(counts.articles, 'article')}`)
  if (counts.tracks) document.querySelector('#tracks').hidden = false
}

function citeShown() {
  const button = document.querySelector('.side.open .actions button')
  if (button) button.click()
  else cite()
}

begin().catch((error) => {
  fill(main, h('div', { class: 'none', role: 'alert' }, h('h1', null, 'This release cannot be read'), h('p', null, String(error.message ?? error))))
})
