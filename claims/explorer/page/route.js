// What the page shows, in its address: #/view/id?name=value

/** { view, id, params } of an address. */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#?\/?/, '').split(/\?(.*)/s)
  const [view, id = ''] = path.split('/').map(decoded)
  return { view: view || 'claims', id, params: new URLSearchParams(query) }
}

function decoded(part) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The address of a view. Parameters that are empty are left out. */
export function link(view, id = '', params = {}) {
  const given = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== '' && value !== null && value !== undefined))
  const query = given.toString()
  return `#/${view}${id ? `/${encodeURIComponent(id)}` : ''}${query ? `?${query}` : ''}`
}

/** Goes to an address; `replace` leaves no step to go back to. */
export function go(address, { replace = false } = {}) {
  if (address === location.hash) return
  history[replace ? 'replaceState' : 'pushState'](null, '', address)
  dispatchEvent(new HashChangeEvent('hashchange'))
}
