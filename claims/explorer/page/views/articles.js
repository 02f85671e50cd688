// All articles, the newest first.

import { ask } from '../client.js'
import { h } from '../dom.js'
import { link } from '../route.js'
import { counted, time, told } from '../words.js'
import { searched } from './searched.js'

export function articles() {
  return searched({
    view: 'articles',
    title: 'Articles',
    field: 'Headline or outlet',
    find: (wanted) => ask('articles', wanted),
    heading: (total) => counted(total, 'article'),
    item: (row) => h('li', { class: 'item' },
      h('p', { class: 'words' }, h('a', { href: link('article', row.article_id), 'data-item': true }, told(row.title ?? 'Without a headline'))),
      h('p', { class: 'source' }, told(row.outlet ?? 'Outlet not named'), row.published != null && [', ', time(row.published)])),
  })
}
