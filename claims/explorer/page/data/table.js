// A table of the release: its files of all splits as one run of rows.

import { decompress, parquetMetadata, parquetScan } from '../vendor/parquet.js'
import { open } from './file.js'
import { came, turn, wanted } from './progress.js'

// fzstd makes the bytes itself: of a buffer that it is given it asks `buffer == 1`, for which all of it becomes a string.
const compressors = { ZSTD: (input) => decompress(input) }
const parsers = { dateFromDays: (days) => days }
const NEAR = 256 // rows: so near, two are read at once, where rows are short
const AHEAD = 12 // groups that are fetched while one is looked at

export class Table {
  /** `files` are URLs, in the order of the splits. */
  static async open(files) {
    return new Table(await Promise.all(files.map(opened)))
  }

  constructor(scans) {
    this.groups = []
    this.rows = 0
    /** Of its columns. */
    this.names = new Set()
    for (const scan of scans) {
      let rowStart = 0
      for (const group of scan.metadata.row_groups) {
        const rows = Number(group.num_rows)
        if (!rows) continue
        for (const { meta_data: { path_in_schema: path } } of group.columns) this.names.add(path[0])
        this.groups.push({ scan, group, rowStart, rows, first: this.rows })
        rowStart += rows
        this.rows += rows
      }
    }
  }

  /** Bytes of a column as they lie in the files. */
  size(column) {
    return this.#sum(column, 'total_compressed_size')
  }

  /** Bytes of a column as they are read. */
  unpacked(column) {
    return this.#sum(column, 'total_uncompressed_size')
  }

  #sum(column, size) {
    return this.groups.reduce((sum, { group }) => sum + Number(chunk(group, column)?.[size] ?? 0), 0)
  }

  /**
   * Calls `each(values, group)` with a column's values, group by group, in order; of `groups` if not of all. With `parse`
   * it makes values of the bytes of strings: where a column has few different ones, it is called for each of those only.
   * Where `each` returns false, nothing more is read.
   */
  async column(name, each, { parse = null, groups = this.groups } = {}) {
    const read = parse ? await this.#parsed(name, parse) : (group) => this.groupColumn(group, name)
    const ahead = []
    let [next, left] = [0, groups.length]
    wanted(left)
    try {
      for (const group of groups) {
        while (next < groups.length && ahead.length < AHEAD) {
          const part = read(groups[next++])
          part.catch(() => {}) // the first to fail is thrown below
          ahead.push(part)
        }
        const more = each(await ahead.shift(), group)
        left--
        came()
        if (more === false) return
        await turn()
      }
    } finally {
      if (left) came(left)
    }
  }

  groupColumn({ scan, rowStart, rows }, column) {
    return scan.readColumn({ column, rowStart, rowEnd: rowStart + rows })
  }

  async #parsed(column, stringFromBytes) {
    const scans = new Map()
    for (const { scan } of this.groups) {
      if (!scans.has(scan)) scans.set(scan, await scanOf(scan.file, scan.metadata, { columns: [column], parsers: { ...parsers, stringFromBytes } }))
    }
    return (group) => this.groupColumn({ ...group, scan: scans.get(group.scan) }, column)
  }

  /** Some columns of all rows: { name: values }. */
  async columns(names) {
    const found = await Promise.all(names.map(async (name) => {
      const values = new Array(this.rows)
      await this.column(name, (part, { first }) => {
        for (let at = 0; at < part.length; at++) values[first + at] = part[at]
      })
      return [name, values]
    }))
    return Object.fromEntries(found)
  }

  /** These rows, as objects of these columns, in the order in which they are given. */
  async read(rows, columns, near = NEAR) {
    const runs = []
    for (const row of Float64Array.from(rows).sort()) {
      const last = runs.at(-1)
      if (last && row < last.group.first + last.group.rows && row - last.end < near) last.end = row + 1
      else runs.push({ group: this.#groupOf(row), start: row, end: row + 1 })
    }
    await Promise.all(runs.map(async (run) => {
      const shift = run.group.rowStart - run.group.first
      const range = { rowStart: run.start + shift, rowEnd: run.end + shift }
      run.values = await Promise.all(columns.map((column) => run.group.scan.readColumn({ column, ...range })))
    }))
    return Array.from(rows, (row) => {
      const run = runs.findLast((one) => one.start <= row)
      return Object.fromEntries(columns.map((name, place) => [name, run.values[place][row - run.start]]))
    })
  }

  /** The rows [start, end) that have this value in a column by which each file is sorted; null if none. */
  async find(column, value) {
    for (const group of this.groups) {
      const { min_value: least, max_value: most } = chunk(group.group, column)?.statistics ?? {}
      if (typeof least === 'string' && (value < least || value > most)) continue
      const values = await this.groupColumn(group, column)
      const start = values.indexOf(value)
      if (start < 0) continue
      return { start: group.first + start, end: await this.#endOf(group, column, value, values) }
    }
    return null
  }

  // Rows of one value may go on in the next group of the file.
  async #endOf(group, column, value, values) {
    const end = values.lastIndexOf(value) + 1
    const next = this.groups[this.groups.indexOf(group) + 1]
    if (end < group.rows || next?.scan !== group.scan) return group.first + end
    const more = await this.groupColumn(next, column)
    return more[0] === value ? this.#endOf(next, column, value, more) : group.first + end
  }

  #groupOf(row) {
    return this.groups.findLast((group) => group.first <= row)
  }
}

async function opened(url) {
  const file = await open(url)
  const length = new DataView(await file.slice(file.byteLength - 8, file.byteLength)).getUint32(0, true)
  return scanOf(file, parquetMetadata(await file.slice(file.byteLength - 8 - length, file.byteLength)))
}

async function scanOf(file, metadata, options) {
  return { file, ...await parquetScan({ file, metadata, compressors, parsers, useOffsetIndex: true, ...options }) }
}

function chunk(group, column) {
  return group.columns.find(({ meta_data: { path_in_schema: path } }) => path[0] === column)?.meta_data
}
