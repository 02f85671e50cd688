// The release beside the page: its manifest, vocabulary and tables.

import { Table } from './table.js'

const ROOT = new URL('../../', import.meta.url) // of this file, explorer/data/release.js

/** Calls `make` the first time only; where that failed, again. */
export function once(make) {
  let made = null
  return () => {
    made ??= make().catch((error) => {
      made = null
      throw error
    })
    return made
  }
}

async function json(name) {
  const response = await fetch(new URL(name, ROOT))
  if (!response.ok) throw new Error(`${name} cannot be read (${response.status})`)
  return response.json()
}

export const manifest = once(() => json('release.json'))
export const vocabulary = once(() => json('explorer/vocabulary.json'))

const tables = new Map()

/** A table of the release; null where it has no such table. */
export async function table(name) {
  if (!tables.has(name)) {
    tables.set(name, once(async () => {
      const contents = (await manifest()).tables[name]
      if (!contents) return null
      // Names of splits are the package's own, but a manifest may have been altered.
      const splits = Object.keys(contents.rows).filter((split) => /^[a-z]+$/.test(split))
      return Table.open(splits.map((split) => new URL(`data/${name}/${split}-00000-of-00001.parquet`, ROOT)))
    }))
  }
  return tables.get(name)()
}

/** What the page says of the release. */
export async function about() {
  const { version, content_sha256: digest, provenance, tables: held } = await manifest()
  const counts = Object.fromEntries(
    Object.entries(held).map(([name, { rows }]) => [name, Object.values(rows).reduce((sum, one) => sum + one, 0)]),
  )
  return { version, digest, extractor: provenance.extractor, vocabulary: provenance.vocabulary, counts }
}
