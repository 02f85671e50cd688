// The same claim across articles, with its spread over outlets.

import { ask } from '../client.js'
import { fill, h } from '../dom.js'
import { link } from '../route.js'
import { counted, label, number, time, told } from '../words.js'
import { bars, claim, frame, pageOf, pager, SIZE } from './list.js'
import { searched } from './searched.js'

export function tracks() {
  return searched({
    view: 'tracks',
    title: 'Tracks',
    field: 'Words of a claim',
    find: (wanted) => ask('tracks', wanted),
    heading: (total) => counted(total, 'track'),
    none: 'No track has these words.',
    item: (row) => h('li', { class: 'item' },
      h('p', { class: 'words' }, h('a', { href: link('track', row.track_id), 'data-item': true }, told(row.words))),
      h('p', { class: 'source' }, spread(row)),
      row.framings?.length > 0 && h('p', null, row.framings.map((name) => [frame(name), ' ']))),
  })
}

function spread(row) {
  return [
    h('meter', { min: 0, max: 20, value: Math.min(20, row.outlet_count ?? 0), 'aria-label': 'outlets' }), ' ',
    counted(row.outlet_count ?? 0, 'outlet'), ', ', counted(row.article_count ?? 0, 'article'), ', ', counted(row.claim_count ?? 0, 'claim'),
    row.first_seen != null && [' · ', time(row.first_seen)], row.last_seen != null && row.last_seen !== row.first_seen && [' to ', time(row.last_seen)],
  ]
}

export function track() {
  const node = h('div', { class: 'narrow' })
  return {
    node,
    title: 'Track',
    async update({ id, params }) {
      const page = pageOf(params)
      const wanted = { track_id: id, sort: 'oldest' }
      const [found, said, all] = await Promise.all([
        ask('track', id), ask('claims', { ...wanted, page, size: SIZE }), ask('claims', { ...wanted, page: 1, size: 500 }),
      ])
      if (!found) {
        fill(node, h('h1', { tabindex: -1 }, 'No such track'), h('p', null, 'This release has no track ', h('code', null, id), '.'))
        return
      }
      this.title = found.words
      const outlets = new Map()
      for (const { outlet } of all.rows) outlets.set(outlet, (outlets.get(outlet) ?? 0) + 1)
      const most = [...outlets].sort((one, other) => other[1] - one[1])
      fill(node,
        h('p', { class: 'kicker' }, 'Track'), h('h1', { tabindex: -1 }, told(found.words)), h('p', { class: 'byline' }, spread(found)),
        found.speakers?.length > 0 && h('p', null, 'Said by ', told(found.speakers.join(', '))),
        h('section', null, h('h2', null, 'Over outlets'),
          bars(most.slice(0, 20).map(([name, count]) => [told(name ?? 'not named'), count, name && link('claims', '', { track_id: id, outlet: name })]), 'claim'),
          most.length > 20 && h('p', { class: 'source' }, `${number(most.length - 20)} more outlets`)),
        found.framings?.length > 0 && h('section', null, h('h2', null, 'Framings'), h('p', null, found.framings.map((name) => [h('a', { class: 'frame', href: link('claims', '', { track_id: id, label: name }) }, label(name)), ' ']))),
        h('section', null, h('h2', null, 'In time'), h('ol', { class: 'items', start: (page - 1) * SIZE + 1 }, said.rows.map((row) => claim(row))),
          pager(page, said.total, (target) => link('track', id, { page: target === 1 ? '' : target }))))
    },
  }
}
