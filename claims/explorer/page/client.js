// Calls what worker.js offers.

const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' })
const waiting = new Map()
let last = 0
let reading = () => {}

worker.addEventListener('message', ({ data: { id, result, error, told, progress } }) => {
  if (progress) {
    reading(progress)
    return
  }
  const { resolve, reject, tell } = waiting.get(id)
  if (told) {
    tell(...told)
    return
  }
  waiting.delete(id)
  if (error === undefined) resolve(result)
  else reject(new Error(error))
})
worker.addEventListener('error', (event) => {
  for (const { reject } of waiting.values()) reject(new Error(event.message || 'the page cannot read the release'))
  waiting.clear()
})

/** What `call` gives for these arguments; see worker.js. */
export function ask(call, ...given) {
  return askTelling(() => {}, call, ...given)
}

/** The same; `tell` is called meanwhile, of what says how far it is or what it has so far. */
export function askTelling(tell, call, ...given) {
  return new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject, tell })
    worker.postMessage({ id: last, call, given })
  })
}

/** Calls `listen({ done, total })` while tables are read: parts of them; of nothing when all is read. */
export function whileReading(listen) {
  reading = listen
}
