// Columns as numbers: each different value once, and for each row which one it has.

/** Values in the order in which they were met, and their numbers. */
export class Values {
  values = []
  #numbers = new Map()

  number(value) {
    let found = this.#numbers.get(value)
    if (found === undefined) {
      found = this.values.push(value) - 1
      this.#numbers.set(value, found)
    }
    return found
  }

  of(value) {
    return this.#numbers.get(value)
  }
}

/** A column of single values: { values, codes }. */
export async function coded(table, column) {
  const values = new Values()
  const codes = new Int32Array(table.rows)
  let [last, code] = [undefined, -1]
  await table.column(column, (part, first) => {
    for (let at = 0; at < part.length; at++) {
      const value = part[at] ?? null
      if (value !== last || code < 0) {
        code = values.number(value)
        last = value
      }
      codes[first + at] = code
    }
  })
  return { values, codes }
}

/** A column of lists: the values of row r are codes[starts[r]] to codes[starts[r + 1] - 1]. */
export async function codedLists(table, column) {
  const values = new Values()
  const starts = new Uint32Array(table.rows + 1)
  const codes = []
  await table.column(column, (part, first) => {
    for (let at = 0; at < part.length; at++) {
      for (const value of part[at] ?? []) codes.push(values.number(value))
      starts[first + at + 1] = codes.length
    }
  })
  return { values, starts, codes: Int32Array.from(codes) }
}
