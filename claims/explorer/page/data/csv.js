// What is filtered as a file of comma separated values (RFC 4180), for spreadsheets.

import { ofArticle } from './claims.js'
import { found } from './filter.js'
import { rows as framingRows } from './frames/report.js'
import { inOrder } from './ordered.js'
import { table } from './release.js'
import { WITHHELD } from './text.js'

const BOM = '\ufeff' // without it Excel takes UTF-8 for something else; programs have the Parquet
const SOME = 500 // articles: of more than these, columns are read wholly
const FORMULA = /^[=+\-@\t\r\n]/
const CLAIM = [
  'claim_id', 'article_id', 'section', 'voice', 'speaker', 'speaker_id', 'speaker_type', 'speaker_mention', 'cue', 'cue_class',
  'claim', 'claim_spans', 'said_on', 'framings', 'confidence', 'origin', 'extractor', 'split',
]
const ARTICLE = ['source_uri', 'outlet', 'title', 'published']
const FRAMING = [
  'framing_id', 'article_id', 'claim_id', 'published', 'outlet', 'framer', 'framer_id', 'framer_type', 'target', 'phrase',
  'label', 'family', 'kind', 'polarity', 'confidence',
]

/** A cell; one that a spreadsheet would take for a formula begins with an apostrophe. */
export function cell(value) {
  if (value === null || value === undefined) return ''
  let text = String(value)
  if (typeof value === 'string' && FORMULA.test(text)) text = `'${text}`
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const record = (values) => `${values.map(cell).join(',')}\r\n`
export const date = (days) => (days === null || days === undefined ? null : new Date(days * 864e5).toISOString().slice(0, 10))
const number = (value) => (value === null ? null : Number(value.toFixed(3)))

/** The claims asked for, as a Blob; `told(made, all)` is called as rows are made. */
export async function claims(wanted, version, told = () => {}) {
  const [rows, of, held] = await Promise.all([found(wanted), ofArticle(), table('claims')])
  const about = await ofArticles(rows, (row) => of[row], ARTICLE)
  const line = (claim, row) => {
    const shown = {
      ...claim,
      claim_spans: claim.claim_spans.map((span) => `${span.start}-${span.end}`).join(' '),
      framings: claim.framings.join(' '),
      said_on: date(claim.said_on),
      confidence: number(claim.confidence),
    }
    const article = about(of[row])
    return record([version, ...CLAIM.map((name) => shown[name]), ...ARTICLE.map((name) => (name === 'published' ? date(article[name]) : article[name]))])
  }
  const head = record(['release', ...CLAIM, ...ARTICLE])
  return blob([BOM, head, await inOrder(rows, held, CLAIM, line, told)])
}

/** The framings asked for, as a Blob. */
export async function framings(wanted, version, told = () => {}) {
  const [{ rows, known }, held] = await Promise.all([framingRows(wanted), table('framings')])
  const own = FRAMING.filter((name) => held.names.has(name))
  const line = (framing, row) => {
    const article = known.article[row]
    const shown = {
      ...framing, ...known.whos[known.who[row]],
      phrase: framing.phrase ?? WITHHELD,
      published: date(known.published[article]),
      outlet: known.outlet.values.values[known.outlet.codes[article]],
      confidence: number(framing.confidence),
    }
    return record([version, ...FRAMING.map((name) => shown[name])])
  }
  return blob([BOM, record(['release', ...FRAMING]), await inOrder(rows, held, own, line, told)])
}

/** Columns of the articles of these rows, by the article's row. */
async function ofArticles(rows, of, columns) {
  const held = await table('articles')
  const wanted = [...new Set(Array.from(rows, of))].filter((row) => row >= 0)
  if (wanted.length <= SOME) {
    const found = await held.read(wanted, columns, 1)
    const places = new Map(wanted.map((row, place) => [row, found[place]]))
    return (row) => places.get(row) ?? {}
  }
  const found = await held.columns(columns)
  return (row) => Object.fromEntries(columns.map((name) => [name, found[name][row]]))
}

const blob = (parts) => new Blob(parts, { type: 'text/csv;charset=utf-8' })
