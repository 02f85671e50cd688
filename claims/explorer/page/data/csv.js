// What is filtered as a file of comma separated values (RFC 4180), for spreadsheets.

import { articles, names } from './articles.js'
import { ofArticle } from './claims.js'
import { found } from './filter.js'
import { rows as framingRows } from './frames/report.js'
import { table } from './release.js'

const BOM = '\ufeff' // without it Excel takes UTF-8 for something else; programs have the Parquet
const AT_ONCE = 5000
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

/** The claims asked for, as a Blob. */
export async function claims(wanted, version) {
  const [rows, of, own, held] = await Promise.all([found(wanted), ofArticle(), table('claims'), table('articles')])
  const [{ days }, { outlet, title }] = await Promise.all([articles(), names()])
  const parts = [BOM, record(['release', ...CLAIM, ...ARTICLE])]
  const addresses = new Map()
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const some = rows.subarray(start, start + AT_ONCE)
    const missing = [...new Set(Array.from(some, (row) => of[row]))].filter((row) => !addresses.has(row))
    const [claimRows, articleRows] = await Promise.all([own.read(some, CLAIM), held.read(missing, ['source_uri'])])
    missing.forEach((row, place) => addresses.set(row, articleRows[place].source_uri))
    parts.push(claimRows.map((claim, place) => {
      const article = of[some[place]]
      const shown = {
        ...claim,
        claim_spans: claim.claim_spans.map((span) => `${span.start}-${span.end}`).join(' '),
        framings: claim.framings.join(' '),
        said_on: date(claim.said_on),
        confidence: number(claim.confidence),
      }
      const about = [addresses.get(article), outlet[article], title[article], date(days[article])]
      return record([version, ...CLAIM.map((name) => shown[name]), ...about])
    }).join(''))
  }
  return blob(parts)
}

/** The framings asked for, as a Blob. */
export async function framings(wanted, version) {
  const rows = await framingRows(wanted)
  const lines = rows.map((one) => {
    const shown = { ...one, published: date(one.published), confidence: number(one.confidence) }
    return record([version, ...FRAMING.map((name) => shown[name])])
  })
  return blob([BOM, record(['release', ...FRAMING]), ...lines])
}

const blob = (parts) => new Blob(parts, { type: 'text/csv;charset=utf-8' })
