// Offsets of a release count code points; those of JavaScript's strings count UTF-16 units.

/** A function from the one to the other, for a text. */
export function unitsOf(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset
  const wide = [] // places, in code points, of characters of two units
  let point = 0
  for (let unit = 0; unit < text.length; unit++, point++) {
    const code = text.codePointAt(unit)
    if (code > 0xffff) {
      wide.push(point)
      unit++
    }
  }
  return (offset) => {
    let [low, high] = [0, wide.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (wide[middle] < offset) low = middle + 1
      else high = middle
    }
    return offset + low
  }
}
