// Ranges of a file on a static host, fetched in blocks that are kept.

const BLOCK = 1 << 16
const KEPT = 1024 // blocks: 64 MB
const RUN = 64 // blocks in one request at most

/** The file at `url` as hyparquet reads one: { byteLength, slice }. Only what is asked for is fetched. */
export async function open(url) {
  const response = await fetch(url, { headers: { Range: `bytes=-${BLOCK}` } })
  if (!response.ok) throw new Error(`${url} cannot be read (${response.status})`)
  const tail = await response.arrayBuffer()
  const size = Number(/\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1] ?? tail.byteLength)
  // A host that knows no ranges has sent the whole file.
  const start = response.status === 206 ? size - tail.byteLength : 0
  return new Blocks(url, size, start, tail)
}

class Blocks {
  #url
  #tail
  #tailStart
  #kept = new Map()
  #missing = new Map()

  constructor(url, byteLength, tailStart, tail) {
    this.#url = url
    this.byteLength = byteLength
    this.#tailStart = tailStart
    this.#tail = tail
    this.slice = this.slice.bind(this)
  }

  async slice(start, end = this.byteLength) {
    if (start >= this.#tailStart) return this.#tail.slice(start - this.#tailStart, end - this.#tailStart)
    const first = Math.floor(start / BLOCK)
    const last = Math.floor((end - 1) / BLOCK)
    const wanted = []
    for (let block = first; block <= last; block++) wanted.push(this.#block(block))
    const blocks = await Promise.all(wanted)
    if (blocks.length === 1) {
      const offset = blocks[0].byteOffset + start - first * BLOCK
      return blocks[0].buffer.slice(offset, offset + end - start)
    }
    const found = new Uint8Array((last - first + 1) * BLOCK)
    blocks.forEach((block, place) => found.set(block, place * BLOCK))
    return found.buffer.slice(start - first * BLOCK, end - first * BLOCK)
  }

  #block(number) {
    let found = this.#kept.get(number)
    if (found) this.#kept.delete(number) // to its place as the last one used
    else found = new Promise((resolve, reject) => this.#miss(number, { resolve, reject }))
    this.#kept.set(number, found)
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value)
    return found
  }

  // What is asked for in one go is fetched in as few requests as it lies in runs.
  #miss(number, waiting) {
    if (!this.#missing.size) queueMicrotask(() => this.#fetchMissing())
    this.#missing.set(number, waiting)
  }

  #fetchMissing() {
    const numbers = [...this.#missing.keys()].sort((one, other) => one - other)
    const waiting = this.#missing
    this.#missing = new Map()
    for (let first = 0; first < numbers.length;) {
      let last = first
      while (last + 1 < numbers.length && numbers[last + 1] === numbers[last] + 1 && last - first < RUN) last++
      this.#fetchRun(numbers.slice(first, last + 1), waiting)
      first = last + 1
    }
  }

  async #fetchRun(numbers, waiting) {
    const start = numbers[0] * BLOCK
    const end = Math.min((numbers.at(-1) + 1) * BLOCK, this.byteLength)
    try {
      const response = await fetch(this.#url, { headers: { Range: `bytes=${start}-${end - 1}` } })
      if (response.status !== 206) throw new Error(`${this.#url} cannot be read (${response.status})`)
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (bytes.length !== end - start) throw new Error(`${this.#url} was cut short: load the page again`)
      for (const number of numbers) {
        const from = number * BLOCK - start
        waiting.get(number).resolve(bytes.subarray(from, from + BLOCK))
      }
    } catch (error) {
      for (const number of numbers) {
        this.#kept.delete(number) // so that the next try fetches anew
        waiting.get(number).reject(error)
      }
    }
  }
}
