// Reads the release apart from the page, so that the page never waits. Answers { id, call, given }.

// All modules by name, though these import one another: so they are fetched at once, not one after another.
import './vendor/parquet.js'
import './data/codes.js'
import './data/file.js'
import './data/frames/contested.js'
import './data/frames/matrix.js'
import './data/frames/quote.js'
import './data/frames/select.js'
import './data/frames/timeline.js'
import './data/ordered.js'
import './data/table.js'
import './data/text.js'
import { articleOf, prepare } from './data/claims.js'
import * as articles from './data/articles.js'
import * as csv from './data/csv.js'
import * as filter from './data/filter.js'
import * as frames from './data/frames/report.js'
import { onProgress } from './data/progress.js'
import { about, manifest, vocabulary } from './data/release.js'
import * as search from './data/search.js'
import * as speakers from './data/speakers.js'
import * as tracks from './data/tracks.js'

const version = async () => (await manifest()).version

const CALLS = {
  about,
  vocabulary,
  prepare: async () => {
    await prepare()
    await search.prepare()
    await speakers.aliases('')
  },
  choices: filter.choices,
  article: articles.whole,
  articles: articles.listed,
  articleOf,
  speakers: speakers.listed,
  speaker: speakers.one,
  frames: frames.report,
  frameChoices: frames.choices,
  tracks: tracks.listed,
  track: tracks.one,
}

// These say how far they are, or what they have so far.
const TELLING = {
  claims: (tell, wanted) => filter.listed(wanted, tell),
  claimsCsv: async (tell, wanted) => csv.claims(wanted, await version(), tell),
  framesCsv: async (tell, wanted) => csv.framings(wanted, await version(), tell),
}

addEventListener('message', async ({ data: { id, call, given } }) => {
  const tell = (...told) => postMessage({ id, told })
  try {
    postMessage({ id, result: await (Object.hasOwn(TELLING, call) ? TELLING[call](tell, ...given) : CALLS[call](...given)) })
  } catch (error) {
    postMessage({ id, error: String(error?.message ?? error) })
  }
})

onProgress((progress) => postMessage({ progress }))
