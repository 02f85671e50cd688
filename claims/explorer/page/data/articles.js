// What is known of all articles at once: who published them when.

import { once, table } from './release.js'
import { folded } from './text.js'

/** { ids, days, number(id) }: arrays by row; days since 1970, null where unknown. */
export const articles = once(async () => {
  const found = await (await table('articles')).columns(['article_id', 'published'])
  const numbers = new Map(found.article_id.map((id, number) => [id, number]))
  return { ids: found.article_id, days: found.published, number: (id) => numbers.get(id) }
})

/** { outlet, title } by row. */
export const names = once(async () => (await table('articles')).columns(['outlet', 'title']))

/** Rows of articles, the newest first, those without a date last. */
export const byDate = once(async () => {
  const { days } = await articles()
  // -Infinity from itself is no number, so a day before all others stands for none.
  const keys = Float64Array.from(days, (day) => day ?? -1e9)
  return Array.from(keys, (_, row) => row).sort((one, other) => keys[other] - keys[one] || one - other)
})

const folds = once(async () => {
  const { title, outlet } = await names()
  return title.map((words, row) => folded(`${words ?? ''}\n${outlet[row] ?? ''}`))
})

/** A page of articles: { total, rows }. */
export async function listed({ q = '', page = 1, size }) {
  const words = folded(q).split(/\s+/).filter(Boolean)
  let rows = await byDate()
  if (words.length) {
    const texts = await folds()
    rows = rows.filter((row) => words.every((word) => texts[row].includes(word)))
  }
  return { total: rows.length, rows: await about(rows.slice((page - 1) * size, page * size)) }
}

/** { article_id, outlet, title, published } of these rows. */
export async function about(rows) {
  const { ids, days } = await articles()
  const own = await (await table('articles')).read(rows, ['outlet', 'title'], 1)
  return own.map((one, place) => ({ ...one, article_id: ids[rows[place]], published: days[rows[place]] }))
}

const COLUMNS = [
  'article_id', 'source_uri', 'outlet', 'title', 'byline', 'published', 'language', 'text', 'word_count',
  'duplicate_of', 'split',
]

/** An article with all its claims and framings; null where there is none of that id. */
export async function whole(id) {
  const [own, claims, framings] = await Promise.all(['articles', 'claims', 'framings'].map(async (name) => {
    const held = await table(name)
    const place = await held.find('article_id', id)
    if (!place) return []
    const rows = Array.from({ length: place.end - place.start }, (_, at) => place.start + at)
    return held.read(rows, name === 'articles' ? COLUMNS : [...held.names])
  }))
  return own.length ? { ...own[0], claims, framings } : null
}
