// Calls what worker.js offers.

const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' })
const waiting = new Map()
let last = 0

worker.addEventListener('message', ({ data: { id, result, error } }) => {
  const { resolve, reject } = waiting.get(id)
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
  return new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject })
    worker.postMessage({ id: last, call, given })
  })
}
