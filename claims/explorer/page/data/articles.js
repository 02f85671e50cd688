// What is known of all articles at once: who published them when.

import { coded } from './codes.js'
import { once, table } from './release.js'
import { folded } from './text.js'

/** Days since 1970 by row, null where unknown. */
export const days = once(async () => (await (await table('articles')).columns(['published'])).published)

/** { ids, number(id) }: ids by row, and the row of an id, undefined where there is none. */
export const articles = once(async () => {
  const { article_id: ids } = await (await table('articles')).columns(['article_id'])
  const numbers = new Map(ids.map((id, number) => [id, number]))
  return { ids, number: (id) => numbers.get(id) }
})

/** Outlets as { values, codes } by row. */
export const outlets = once(async () => coded(await table('articles'), 'outlet'))

/** Rows of articles, the newest first, those without a date last. */
export const byDate = once(async () => sorted(await days(), -1))

/** Rows of articles, the oldest first, those without a date last. */
export const byAge = once(async () => sorted(await days(), 1))

const NEVER = 1e9 // a day after all others

function sorted(published, way) {
  const count = published.length
  const keys = Float64Array.from(published, (day, row) => (day == null ? NEVER : way * day) * count + row).sort()
  return Uint32Array.from(keys, (key) => ((key % count) + count) % count)
}

const folds = once(async () => {
  const { outlet, title } = await (await table('articles')).columns(['outlet', 'title'])
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
  return { total: rows.length, rows: await about(Array.from(rows.slice((page - 1) * size, page * size))) }
}

/** { article_id, outlet, title, published } of these rows. */
export async function about(rows) {
  return (await table('articles')).read(rows, ['article_id', 'outlet', 'title', 'published'], 1)
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
