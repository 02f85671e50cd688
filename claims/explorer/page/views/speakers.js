// Who speaks: all of them, and one with what they said in time.

import { ask } from '../client.js'
import { external, fill, h } from '../dom.js'
import { link } from '../route.js'
import { counted, label, told } from '../words.js'
import { bars, claim, pageOf, pager, SIZE, voice } from './list.js'
import { searched } from './searched.js'

export function speakers() {
  return searched({
    view: 'speakers',
    title: 'Speakers',
    field: 'Name',
    find: (wanted) => ask('speakers', wanted),
    heading: (total) => counted(total, 'speaker'),
    item: (row) => h('li', { class: 'item' },
      h('p', { class: 'words' }, h('a', { href: link('speaker', row.speaker_id), 'data-item': true }, told(row.name))),
      h('p', { class: 'source' }, row.type, ' · ', counted(row.claim_count, 'claim'), ' in ', counted(row.article_count, 'article'),
        row.aliases.length > 0 && [' · also ', told(row.aliases.slice(0, 5).join(', '))])),
  })
}

export function speaker() {
  const node = h('div', { class: 'narrow' })
  return {
    node,
    title: 'Speaker',
    async update({ id, params }) {
      const page = pageOf(params)
      const [found, said] = await Promise.all([
        ask('speaker', id), ask('claims', { speaker: id, sort: 'oldest', page, size: SIZE }),
      ])
      if (!found) {
        fill(node, h('h1', { tabindex: -1 }, 'No such speaker'), h('p', null, 'This release has no speaker ', h('code', null, id), '.'))
        return
      }
      this.title = found.name
      fill(node,
        h('header', { class: 'person' },
          h('p', { class: 'kicker' }, found.type), h('h1', { tabindex: -1 }, told(found.name)),
          h('p', { class: 'byline' }, counted(found.claim_count, 'claim'), ' in ', counted(found.article_count, 'article'),
            /^Q\d+$/.test(found.wikidata ?? '') && [' · ', external(`https://www.wikidata.org/wiki/${found.wikidata}`, `Wikidata ${found.wikidata}`)]),
          found.aliases.length > 0 && h('p', null, 'Also called ', told(found.aliases.join(', '))),
          found.roles.length > 0 && h('ul', { class: 'roles' }, found.roles.map(({ role, article_id: article }) => (
            h('li', null, h('a', { href: link('article', article) }, told(role))))))),
        h('div', { class: 'figures' },
          found.labels.length > 0 && h('section', null, h('h2', null, 'Framings in the claims'),
            bars(found.labels.slice(0, 12).map(([name, count]) => [label(name), count, link('claims', '', { speaker: id, label: name })]), 'claim')),
          found.months.length > 1 && h('section', null, h('h2', null, 'Claims by month'),
            bars(found.months.slice(-24).map(([month, count]) => [month, count, link('claims', '', monthOf(id, month))]), 'claim'))),
        h('section', null,
          h('h2', null, 'In time'),
          found.voices.length > 0 && h('p', { class: 'source' }, found.voices.map(([name, count]) => [voice(name), ` ${count} `])),
          said.total ? h('ol', { class: 'items', start: (page - 1) * SIZE + 1 }, said.rows.map((row) => claim(row)))
            : h('p', { class: 'none' }, 'No claims here: framings only.'),
          pager(page, said.total, (target) => link('speaker', id, { page: target === 1 ? '' : target }))))
    },
  }
}

function monthOf(speaker, month) {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)
  return { speaker, from: `${month}-01`, to: last, sort: 'oldest' }
}
