// How to cite the release, and the claim that is on screen.

import { ask } from '../client.js'
import { fill, h } from '../dom.js'
import { day } from '../words.js'
import { WITHHELD, line } from '../data/text.js'

/** Opens a box with the citation, for what is given of { claim, article }. */
export async function cite({ claim = null, article = null } = {}) {
  const about = await ask('about')
  const said = plainly(about, claim, article)
  const bibtex = entry(about, claim)
  const copied = h('p', { role: 'status' })
  const copy = (text) => async () => {
    await navigator.clipboard.writeText(text)
    fill(copied, 'Copied.')
  }
  const box = h('dialog', { class: 'box', 'aria-labelledby': 'cite-title' },
    h('h2', { id: 'cite-title' }, claim ? 'Cite this claim' : 'Cite this release'),
    h('p', { class: 'citation' }, said), h('button', { type: 'button', onclick: copy(said) }, 'Copy the sentence'),
    h('pre', { tabindex: 0 }, bibtex), h('button', { type: 'button', onclick: copy(bibtex) }, 'Copy the BibTeX'), copied,
    h('p', { class: 'source' }, 'The digest is of the rows: it tells this content from any other, whatever its files. claims verify checks it.'),
    h('form', { method: 'dialog' }, h('button', null, 'Close')))
  box.addEventListener('close', () => box.remove())
  document.body.append(box)
  box.showModal()
}

/** A citation in words. */
export function plainly({ version, digest, extractor }, claim, article) {
  const release = `News claims, version ${version} (content SHA-256 ${digest}; made with ${extractor})`
  if (!claim) return `${release}.`
  const where = article ? `, in “${line(article.title ?? article.source_uri)}”${article.outlet ? `, ${line(article.outlet)}` : ''}${article.published != null ? `, ${day(article.published)}` : ''}` : ''
  const who = claim.speaker ? `${line(claim.speaker)}: ` : ''
  return `${who}${claim.claim === null ? WITHHELD : `“${line(claim.claim)}”`}${where}. Claim ${claim.claim_id}. ${release}.`
}

/** The entry of the release's card, with the claim where there is one. */
export function entry({ version, digest, extractor }, claim) {
  return [
    `@misc{news_claims_${version},`,
    '  title   = {News claims},',
    `  version = {${version}},`,
    `  note    = {Content SHA-256 ${digest}. Made with ${extractor}${claim ? `. Claim ${claim.claim_id}` : ''}}`,
    '}',
  ].join('\n')
}
