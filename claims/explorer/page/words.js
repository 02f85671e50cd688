// Numbers, dates and names as people read them.

import { line } from './data/text.js'
import { h } from './dom.js'

const DAY = 864e5
const format = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

export const number = (value) => value.toLocaleString('en')
export const counted = (value, noun) => `${number(value)} ${noun}${value === 1 ? '' : 's'}`

/** A day, given in days since 1970. */
export const day = (days) => format.format(days * DAY)
export const time = (days) => h('time', { datetime: iso(days) }, day(days))
export const iso = (days) => new Date(days * DAY).toISOString().slice(0, 10)
/** Days since 1970 of "2024-05-06"; null where it is none. */
export const daysOf = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? Date.parse(text) / DAY : null)

/** A label as words: "coup_attempt" is "coup attempt". */
export const label = (name) => line(name).replaceAll('_', ' ')

/** Words of an article on one line, kept apart from what is around them whatever their direction. */
export const told = (words) => h('bdi', null, line(words))

export const VOICES = {
  direct: 'in quotation marks',
  indirect: "in the article's words",
  mixed: 'in both',
  narration: "the article's own assertion",
}
