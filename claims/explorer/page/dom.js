// Elements. Whatever text they are given is text: no markup, no scripts, no addresses that run.

const SVG = 'http://www.w3.org/2000/svg'

/** An element; attributes that are null or false are left out, functions are listeners ("onclick"). */
export function h(name, attributes, ...children) {
  return filled(document.createElement(name), attributes, children)
}

/** An element of a drawing. */
export function svg(name, attributes, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children)
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (name === 'href' && !/^(#|https?:)/.test(value)) throw new Error('no such address is linked')
    else element.setAttribute(name, value === true ? '' : value)
  }
  append(element, children)
  return element
}

/** Appends nodes and texts, however nested; null and false are nothing. */
export function append(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child)
  }
}

/** Puts these in the place of what is in the element. */
export function fill(element, ...children) {
  element.replaceChildren()
  append(element, ...children)
}

/** A link to an address on the web, if it is one of http; else its words alone. */
export function external(address, words = address) {
  if (!/^https?:\/\//i.test(address)) return h('bdi', null, words)
  return h('a', { href: address.replace(/^[a-z]+/i, (scheme) => scheme.toLowerCase()), rel: 'noreferrer noopener', target: '_blank' }, h('bdi', null, words))
}
