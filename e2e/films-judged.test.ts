import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../packages/server/box/wopi-requests.ts'
import type { Chromium } from '../packages/server/src/chromium/chromium.ts'
import { FilmWindow } from '../packages/server/src/launch-kit/films/film-window.ts'
import { startWatchedChromium } from '../packages/server/src/launch-kit/films/pages.ts'
import { Frames, type Recording } from '../packages/server/src/launch-kit/films/recording.ts'
import { FilmRefused, makeFilm, windowSize } from '../packages/server/src/launch-kit/films/studio.ts'

/** Recordings of pictures that are known, made into films by a real Chromium. */
let chromium: Chromium
let window: FilmWindow
const pictures = new Map<string, string>()
beforeAll(async () => {
  chromium = await startWatchedChromium(process.env.MOORAGE_TEST_BROWSER ?? '/usr/bin/chromium')
  window = await FilmWindow.open(chromium, 'Nobody', 720, 400)
})
afterAll(() => chromium?.end())

const TITLES = { title: 'A film', about: ['for a test'], stamp: undefined }

/** A picture as the browser gives it: bars of grey, wider by `shift`; `plain`: white. */
async function picture(shift: number | 'plain'): Promise<string> {
  const key = String(shift)
  const known = pictures.get(key)
  if (known) return known
  const style = shift === 'plain' ? 'white' : `repeating-linear-gradient(90deg,white 0,black ${100 + shift * 17}px)`
  const { frames } = window.recorded
  await window.go(`data:text/html,<title>${key}</title><p id="p${key}"><body style="background:${style}">${shift === 'plain' ? '' : key}`)
  await window.until(
    'the page was never shown',
    async () => (await window.look({ selector: 'body', words: new RegExp(`^${shift === 'plain' ? '' : key}$`) })) !== undefined,
    10_000,
  )
  const before = frames.at.length
  await window.glide({ x: 10, y: 10 })
  await eventually(
    () => frames.at.length > 0 && (frames.at.length > before || Date.now() - (frames.at.at(-1) ?? 0) > 500),
    'it is in a picture',
  )
  const made = await frames.picture(frames.at.length - 1)
  pictures.set(key, made)
  return made
}

async function recording(pictures: (number | 'plain')[], seconds: number, people = 1): Promise<Recording> {
  const windows = []
  for (let index = 0; index < people; index++) {
    const frames = await Frames.in(chromium.folder)
    for (const [at, one] of pictures.entries()) frames.keep((at * seconds * 1000) / pictures.length, await picture(one))
    windows.push({ who: `Person ${index + 1}`, ...windowSize(people), frames, moves: [], addresses: [] })
  }
  return { windows, captions: [{ at: 0, text: 'Saved' }], waits: [], startedAt: 0, endedAt: seconds * 1000 }
}

const made = async (of: Recording) => makeFilm(chromium, of, TITLES, () => undefined)

test('a film in which something happens is made, for one window and for two', async () => {
  for (const people of [1, 2]) {
    const { seconds, webm } = await made(await recording([1, 2, 3, 4, 5, 6, 7, 8], 9, people))
    expect(seconds).toBeGreaterThan(10)
    expect(webm.length).toBeGreaterThan(10_000)
  }
})

test('a blank film is refused', async () => {
  const blank = await recording(['plain', 'plain', 'plain'], 9)
  await expect(made(blank)).rejects.toThrow(new FilmRefused('The last picture of the film is blank.'))
})

test('a film that ends blank, one in which nothing happens, and one that is too short are refused', async () => {
  await expect(made(await recording([1, 2, 3, 4, 5, 6, 'plain'], 9))).rejects.toThrow('The last picture of the film is blank.')
  await expect(made(await recording([3, 3, 3], 9))).rejects.toThrow(/^Nothing happens in the film/)
  await expect(made(await recording([1, 2, 3, 4, 5, 6], 4))).rejects.toThrow(/seconds long; Microsoft needs 10/)
})
