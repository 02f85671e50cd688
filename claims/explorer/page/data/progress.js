// How much of what is being read has been read, for who waits; and turns for other questions meanwhile.

const [OFTEN, TURN] = [100, 12] // milliseconds
let [done, total] = [0, 0]
let told = 0
let begun = 0
let listener = () => {}

/** Calls `listen({ done, total })` now and then; both are 0 when all is read. */
export function onProgress(listen) {
  listener = listen
}

/** So many more parts are wanted. */
export function wanted(parts) {
  total += parts
  say()
}

/** So many parts are there, or will not come. */
export function came(parts = 1) {
  done += parts
  if (done >= total) [done, total, told] = [0, 0, 0]
  say()
}

function say() {
  const now = performance.now()
  if (total && now - told < OFTEN) return
  told = now
  listener({ done, total })
}

const { port1, port2 } = new MessageChannel()
const waiting = []
port1.onmessage = () => {
  begun = performance.now()
  waiting.shift()()
}

/** After work of some length, lets what else was asked have its turn. */
export function turn() {
  if (performance.now() - begun < TURN) return null
  return new Promise((resolve) => {
    waiting.push(resolve)
    port2.postMessage(null)
  })
}
