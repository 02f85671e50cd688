// Columns as numbers: each different value once, and for each row which one it has.

const decoder = new TextDecoder()

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

/** A column of single strings: { values, codes }. Null is a value. */
export async function coded(table, column) {
  const values = new Values()
  const codes = new Int32Array(table.rows)
  const parse = (bytes) => values.number(decoder.decode(bytes))
  await table.column(column, (part, { first }) => {
    for (let at = 0; at < part.length; at++) codes[first + at] = part[at] ?? values.number(null)
  }, { parse })
  return { values, codes }
}

/** For each row what `number` gives for its string, an integer; -1 for null, and where that is undefined. */
export async function numbered(table, column, number) {
  const found = new Int32Array(table.rows)
  const parse = (bytes) => number(decoder.decode(bytes)) ?? -1
  await table.column(column, (part, { first }) => {
    for (let at = 0; at < part.length; at++) found[first + at] = part[at] ?? -1
  }, { parse })
  return found
}

/** A column of lists: the values of row r are codes[starts[r]] to codes[starts[r + 1] - 1]. */
export async function codedLists(table, column) {
  const values = new Values()
  const starts = new Uint32Array(table.rows + 1)
  const codes = []
  const parse = (bytes) => values.number(decoder.decode(bytes))
  await table.column(column, (part, { first }) => {
    for (let at = 0; at < part.length; at++) {
      for (const code of part[at] ?? []) codes.push(code)
      starts[first + at + 1] = codes.length
    }
  }, { parse })
  return { values, starts, codes: Int32Array.from(codes) }
}

/** A column of numbers; NaN for null. */
export async function numbers(table, column) {
  const found = new Float32Array(table.rows)
  await table.column(column, (part, { first }) => {
    for (let at = 0; at < part.length; at++) found[first + at] = part[at] ?? NaN
  })
  return found
}

/** Numbers of `count` things, 0 and up, by their `keys`, integers from 0 to below `most`; those of one key as they stand. */
export function byKey(count, keys, most, numbers = null) {
  const starts = new Uint32Array(most + 1)
  for (let at = 0; at < count; at++) starts[keys[at] + 1]++
  for (let key = 0; key < most; key++) starts[key + 1] += starts[key]
  const ordered = new Uint32Array(count)
  for (let at = 0; at < count; at++) {
    const one = numbers ? numbers[at] : at
    ordered[starts[keys[one]]++] = one
  }
  return ordered
}
