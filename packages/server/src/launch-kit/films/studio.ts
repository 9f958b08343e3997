import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Chromium } from '../../chromium/chromium.ts'
import { type Glimpse, whyRefused } from './judge.ts'
import { letGoOn, loaded, pageBy } from './pages.ts'
import type { RecordedWindow, Recording } from './recording.ts'
import { type Picture, studioScript, type Take, type Taken } from './studio-page.ts'
import { filmLength, indexAt, momentAt, stretchesOf } from './timeline.ts'

const FPS = 12
const TITLE_SECONDS = 2.5
const KEY_SECONDS = 5
const CODEC = 'vp09.00.40.08'
const CLICK_MS = 450
/** of the whole film, and of its parts */
const SIZE = { width: 1440, height: 900, bar: 40, foot: 80 }
const GAP = 4

/** How large the windows of so many people are. */
export const windowSize = (people: number) => ({
  width: (SIZE.width - GAP * (people - 1)) / people,
  height: SIZE.height - SIZE.bar - SIZE.foot,
})

export interface Film {
  webm: Uint8Array
  seconds: number
}

/** What stands on the first picture, and the stamp that is on all of them. */
export interface Titles {
  title: string
  about: string[]
  stamp: string | undefined
}

export class FilmRefused extends Error {}

/**
 * Draws the recording picture by picture in a page of the same Chromium and encodes it there.
 * Throws FilmRefused with a sentence where the film, decoded again, is not worth keeping.
 */
export async function makeFilm(chromium: Chromium, recording: Recording, titles: Titles, tell: (part: number) => void): Promise<Film> {
  const { windows } = recording
  const { height } = windowSize(windows.length)
  const page = await studioPage(chromium, {
    ...{ ...SIZE, ...titles, windowHeight: height, windowWidths: windows.map(({ width }) => width), fps: FPS, codec: CODEC },
  })
  // large, and no other start has to wait for it
  const { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Output, WebMOutputFormat } = await import('mediabunny')
  const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() })
  const source = new EncodedVideoPacketSource('vp9')
  output.addVideoTrack(source, { frameRate: FPS })
  await output.start()
  const glimpses: Glimpse[] = []
  let first = true
  const keep = async (taken: Taken) => {
    glimpses.push(...taken.glimpses)
    for (const { key, timestamp, duration, data } of taken.chunks) {
      const packet = new EncodedPacket(Buffer.from(data, 'base64'), key ? 'key' : 'delta', timestamp / 1e6, duration / 1e6)
      await source.add(packet, first ? { decoderConfig: { codec: CODEC, codedWidth: SIZE.width, codedHeight: SIZE.height } } : undefined)
      first = false
    }
  }
  const titlePictures = Math.round(TITLE_SECONDS * FPS)
  for (let index = 0; index < titlePictures; index++) await keep(await page.picture(null, index === 0))
  const stretches = stretchesOf(recording)
  const length = filmLength(stretches) / 1000
  const pictures = Math.ceil(length * FPS)
  const draw = drawing(recording)
  for (let index = 0; index < pictures; index++) {
    const { at, speed } = momentAt(stretches, (index * 1000) / FPS)
    await keep(await page.picture({ ...(await draw(at)), speed, at: index / FPS, length, key: false }, index % (KEY_SECONDS * FPS) === 0))
    tell(index / pictures)
  }
  await keep(await page.end())
  await page.close()
  await output.finalize()
  const seconds = (titlePictures + pictures) / FPS
  const why = whyRefused(glimpses.slice(titlePictures), seconds)
  if (why) throw new FilmRefused(why)
  return { webm: new Uint8Array(output.target.buffer as ArrayBuffer), seconds }
}

/** What is to be drawn at a time of the recording; a window's picture only where it is another than the last time. */
function drawing({ windows, captions }: Recording) {
  const shown = windows.map(() => -2)
  const captionTimes = captions.map(({ at }) => at)
  const times = windows.map(({ moves, addresses }) => ({ moves: moves.map(({ at }) => at), addresses: addresses.map(({ at }) => at) }))
  const windowAt = async (
    { who, frames, moves, addresses }: RecordedWindow,
    index: number,
    at: number,
  ): Promise<Picture['windows'][number]> => {
    const frame = indexAt(frames.at, at)
    const jpeg = frame === shown[index] ? {} : { jpeg: frame < 0 ? null : await frames.picture(frame) }
    shown[index] = frame
    const mouse = moves[indexAt(times[index]?.moves ?? [], at)]
    const pressed = moves.findLast((move) => move.pressed && move.at <= at)
    const ripple = pressed ? Math.max(0, 1 - (at - pressed.at) / CLICK_MS) : 0
    return {
      ...{ who, address: addresses[indexAt(times[index]?.addresses ?? [], at)]?.url ?? '', ...jpeg },
      ...(mouse ? { mouse: { x: mouse.x, y: mouse.y, pressed: ripple } } : {}),
    }
  }
  return async (at: number): Promise<Pick<Picture, 'windows' | 'caption'>> => ({
    windows: await Promise.all(windows.map((window, index) => windowAt(window, index, at))),
    caption: captions[indexAt(captionTimes, at)]?.text ?? '',
  })
}

interface StudioPage {
  picture(picture: Picture | null, key: boolean): Promise<Taken>
  end(): Promise<Taken>
  close(): Promise<unknown>
}

/** A page of a file: encoders are only there in pages that count as secure. */
async function studioPage(chromium: Chromium, take: Take): Promise<StudioPage> {
  const file = join(chromium.folder, 'studio.html')
  await writeFile(file, '<!doctype html><meta charset="utf-8"><title>Studio</title>')
  const url = pathToFileURL(file).href
  const { targetId, sessionId } = await pageBy(
    chromium,
    ({ openerId, browserContextId, url: at }) => !openerId && browserContextId !== undefined && at === url,
    () => chromium.send('Target.createTarget', { url }),
  )
  await letGoOn(chromium, sessionId)
  await loaded(chromium, sessionId, url)
  const run = async (expression: string): Promise<unknown> => {
    const options = { expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = await chromium.send('Runtime.evaluate', options, sessionId)
    if (exceptionDetails)
      throw new Error(`the film could not be drawn: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`)
    return result.value
  }
  await run(`${studioScript(take)}; undefined`)
  return {
    picture: async (picture, key) => (await run(`studio.picture(${JSON.stringify(picture)}, ${key})`)) as Taken,
    end: async () => (await run('studio.end()')) as Taken,
    close: () => chromium.send('Target.closeTarget', { targetId }).catch(() => undefined),
  }
}
