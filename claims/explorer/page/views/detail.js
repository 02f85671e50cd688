// One claim in full, and the little that a pointer over it shows.

import { WITHHELD } from '../data/text.js'
import { h } from '../dom.js'
import { link } from '../route.js'
import { counted, label, time, told } from '../words.js'
import { confidence, frame, voice, who } from './list.js'

const MOST = 12 // rows of an overview

/** Everything the release says of a claim. */
export function detail(claim, framings, { cite, before, after }) {
  const row = (name, ...value) => (value.some(Boolean) ? [h('dt', null, name), h('dd', null, value)] : null)
  return h('article', { class: `detail ${claim.voice}`, 'aria-labelledby': 'claim-words' },
    h('h2', { id: 'claim-words', tabindex: -1 }, h('bdi', null, told(claim.claim ?? WITHHELD))),
    h('dl', null,
      row('Speaker', who(claim), ` (${claim.speaker_type})`),
      claim.speaker_mention && claim.speaker_mention !== claim.speaker && row('named here', told(claim.speaker_mention)),
      claim.cue && row('Cue', h('i', { class: 'cue' }, told(claim.cue)), ` (${claim.cue_class})`),
      row('Voice', voice(claim.voice)),
      claim.said_on != null && row('Said on', time(claim.said_on)),
      claim.section !== 'body' && row('Section', claim.section),
      row('Confidence', confidence(claim.confidence)),
      row('Made by', claim.origin === 'human' ? h('span', { class: 'human' }, 'a person') : told(claim.extractor)),
      claim.track_id && row('Track', h('a', { href: link('track', claim.track_id) }, 'the same claim elsewhere')),
      row('claim_id', h('code', null, claim.claim_id))),
    framings.length > 0 && [h('h3', null, 'Framings'), h('ul', { class: 'framings' }, framings.map(framing))],
    h('p', { class: 'actions' },
      h('button', { type: 'button', onclick: cite }, 'Cite this claim'),
      before && h('a', { href: before, rel: 'prev' }, '← Before'), after && h('a', { href: after, rel: 'next' }, 'After →')))
}

function framing(one) {
  return h('li', null,
    frame(one.label), one.polarity === 'denied' && [' ', h('b', { class: 'no' }, 'denied')],
    h('p', null, one.target && [told(one.target), ' → '], h('q', null, told(one.phrase ?? WITHHELD))),
    h('p', { class: 'source' }, one.framer && ['by ', one.framer_id ? h('a', { href: link('speaker', one.framer_id) }, told(one.framer)) : told(one.framer), ', '],
      one.kind, one.quoted && ', in quotation marks', one.label === 'other' && one.nearest_label && `, nearest ${label(one.nearest_label)}`,
      confidence(one.confidence)))
}

/** Who speaks in an article and who frames what in it, for while no claim is open. */
export function overview({ claims, framings, article_id: article }) {
  const speakers = grouped(claims, (one) => one.speaker_id ?? one.speaker)
  const framers = grouped(framings, (one) => one.framer_id ?? one.framer)
  const named = (id, name) => (id ? h('a', { href: link('speaker', id) }, told(name)) : told(name ?? 'nobody named'))
  return h('div', { class: 'overview' },
    h('p', { class: 'source' }, 'Choose a marked passage to see who said it, in which words, and how it is framed.'),
    speakers.length > 0 && h('section', null, h('h2', null, 'Who speaks'), h('ul', null, speakers.slice(0, MOST).map(([one, ...others]) => (
      h('li', null, named(one.speaker_id, one.speaker), one.voice === 'narration' && voice('narration'),
        h('a', { class: 'count', href: link('claims', '', { article, speaker: one.speaker_id ?? one.speaker }) }, counted(others.length + 1, 'claim'))))))),
    framers.length > 0 && h('section', null, h('h2', null, 'Who frames'), h('ul', null, framers.slice(0, MOST).map((own) => (
      h('li', null, h('span', { class: 'framer' }, named(own[0].framer_id, own[0].framer)),
        grouped(own, (one) => one.label).map(([one]) => h('a', { class: 'frame', href: link('article', article, { framing: one.framing_id }) }, label(one.label)))))))))
}

/** Rows with the same key together, the most first. */
function grouped(rows, key) {
  const found = new Map()
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row])
  return [...found.values()].sort((one, other) => other.length - one.length)
}

/** What a pointer over a mark shows. */
export function hint(claim, framings) {
  return [
    claim && h('p', null, claim.speaker ? h('b', null, told(claim.speaker)) : 'nobody named', claim.cue && [' ', h('i', { class: 'cue' }, told(claim.cue))]),
    claim && h('p', null, voice(claim.voice)),
    framings.map((one) => h('p', null, h('span', { class: 'frame' }, `${one.polarity === 'denied' ? 'not ' : ''}${label(one.label)}`),
      one.framer && [' by ', told(one.framer)])),
  ]
}
