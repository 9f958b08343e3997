import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LAUNCH_FILM_NAMES, LAUNCH_FILMS, type LaunchFilm, type LaunchFilmName, type LaunchFilms } from '@moorage/api'
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../packages/server/box/wopi-requests.ts'
import { Portal } from './portal-browser.ts'

// Films of the demo, recorded for real: by the tab, by the command, and looked at as any player would.
const FILMS = '/api/admin/microsoft-365/films'
const RECORD_MS = 900_000
let portal: Portal
let admin: Awaited<ReturnType<Portal['open']>>
let desk: Page
beforeAll(async () => {
  portal = await Portal.start()
  admin = await portal.open('admin@demo.test')
  desk = admin.page
})
afterAll(() => portal?.stop(), RECORD_MS)

const films = () => admin.visitor.get<LaunchFilms>(FILMS)
const filmOf = async (name: LaunchFilmName) => (await films()).films.find((film) => film.name === name) as LaunchFilm
const card = (name: LaunchFilmName) =>
  desk.getByRole('listitem').filter({ has: desk.getByRole('heading', { name: new RegExp(`^${LAUNCH_FILMS[name].title}`) }) })

async function bytesOf(name: LaunchFilmName): Promise<Uint8Array> {
  const answer = await admin.visitor.fetch(`${FILMS}/${name}`)
  expect(answer.headers.get('content-type')).toBe('video/webm')
  return new Uint8Array(await answer.arrayBuffer())
}

/** What a parser that did not write it finds in the container. */
async function parsed(webm: Uint8Array) {
  const input = new Input({ source: new BufferSource(webm), formats: ALL_FORMATS })
  const track = await input.getPrimaryVideoTrack()
  if (!track) throw new Error('there is no picture in it')
  let [pictures, keys] = [0, 0]
  for await (const packet of new EncodedPacketSink(track).packets()) {
    pictures++
    if (packet.type === 'key') keys++
  }
  const { codec, codedWidth, codedHeight } = track
  return { mime: await input.getMimeType(), codec, codedWidth, codedHeight, pictures, keys, seconds: await input.computeDuration() }
}

/** Plays it in a browser: brightness spread of the window’s part at the beginning, in the middle and at the end, and how many pictures differ. */
const seen = (source: string) =>
  desk.evaluate(async (src) => {
    const video = document.createElement('video')
    video.muted = true
    video.src = src
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve
      video.onerror = () => reject(new Error(video.error?.message))
    })
    const canvas = new OffscreenCanvas(144, 90)
    const pen = canvas.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D
    const looks: { spread: number; look: string }[] = []
    for (const part of [0.1, 0.3, 0.5, 0.7, 0.9, 1]) {
      const sought = new Promise((resolve) => {
        video.onseeked = resolve
      })
      video.currentTime = Math.max(0, part * video.duration - 0.05)
      await sought
      pen.drawImage(video, 0, 0, 144, 90)
      const { data } = pen.getImageData(0, 5, 144, 76)
      const lights = Array.from({ length: data.length / 4 }, (_, index) => data[index * 4 + 1] ?? 0)
      const mean = lights.reduce((sum, light) => sum + light, 0) / lights.length
      const spread = Math.sqrt(lights.reduce((sum, light) => sum + (light - mean) ** 2, 0) / lights.length)
      looks.push({ spread, look: lights.map((light) => light >> 5).join('') })
    }
    return { width: video.videoWidth, height: video.videoHeight, looks }
  }, source)

test(
  'the tab says beforehand what is reset, records the validator’s film, and shows it with how it ends',
  async () => {
    await desk.goto('/admin/launch-kit?part=films')
    await card('validation').getByText('Not recorded', { exact: true }).waitFor()
    await desk.getByRole('button', { name: `Record: ${LAUNCH_FILMS.validation.title}` }).click()
    await desk.getByText('both get new passwords').waitFor()
    await desk.getByRole('button', { name: 'Reset and record' }).click()
    await card('validation').getByText('Recording …', { exact: true }).waitFor()
    await card('validation').getByText('Recorded', { exact: true }).waitFor({ timeout: RECORD_MS })
    const { recorded } = await filmOf('validation')
    expect(recorded).toMatchObject({ client: 'the built-in editor', rehearsal: true, ends: expect.stringMatching(/\d+ passed, 0 failed/) })
    await card('validation')
      .getByText(/ 0 failed/)
      .waitFor()
    await desk.getByRole('button', { name: `Play: ${LAUNCH_FILMS.validation.title}` }).click()
    const video = desk.locator('video')
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState)).toBeGreaterThan(1)
    expect(await video.evaluate((element: HTMLVideoElement) => element.duration)).toBeGreaterThan(10)
  },
  RECORD_MS,
)

test('what the built-in editor cannot do is missing, with the reason, and is never recorded', async () => {
  const name = 'coauthoring'
  expect(await filmOf(name)).toEqual({ name, missing: expect.stringContaining('built-in editor') })
  await card(name).getByText('Missing', { exact: true }).waitFor()
  expect(await card(name).getByRole('button').count()).toBe(0)
  const refused = await admin.visitor.post(FILMS, { names: [name] })
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('built-in editor')])
  expect((await admin.visitor.fetch(`${FILMS}/${name}`)).status).toBe(404)
})

test('the film is a WebM of ten seconds at least that decodes, changes, and does not end blank', async () => {
  const found = await parsed(await bytesOf('validation'))
  expect(found).toMatchObject({ mime: expect.stringContaining('video/webm'), codec: 'vp9', codedWidth: 1440, codedHeight: 900 })
  expect(found.seconds).toBeGreaterThanOrEqual(10)
  expect(found.pictures).toBeGreaterThan(found.seconds * 10)
  expect(found.keys).toBeGreaterThan(1)
  const { width, height, looks } = await seen(`${FILMS}/validation`)
  expect([width, height]).toEqual([1440, 900])
  expect(looks.at(-1)?.spread).toBeGreaterThan(10)
  expect(new Set(looks.map(({ look }) => look)).size).toBeGreaterThan(3)
})

test('a part of it is answered where a player seeks, and as a download it is a file', async () => {
  const part = await admin.visitor.fetch(`${FILMS}/validation`, { headers: { range: 'bytes=0-3' } })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, expect.stringMatching(/^bytes 0-3\/\d+$/)])
  expect([...new Uint8Array(await part.arrayBuffer())]).toEqual([0x1a, 0x45, 0xdf, 0xa3])
  expect(part.headers.get('content-disposition')).toMatch(/^inline/)
  const whole = await admin.visitor.fetch(`${FILMS}/validation?download=true`)
  expect(whole.headers.get('content-disposition')).toMatch(/^attachment; filename="?validation\.webm/)
})

test('it goes stale once the settings of Microsoft 365 are others', async () => {
  const change = (url: string | null) => admin.visitor.patch('/api/admin/microsoft-365/addresses', { environment: 'production', url })
  expect((await filmOf('validation')).recorded?.stale).toBeUndefined()
  await change(`${portal.server.editor}/hosting/discovery`)
  expect((await filmOf('validation')).recorded?.stale).toBe(true)
  await change(null)
  expect((await filmOf('validation')).recorded?.stale).toBeUndefined()
})

test(
  'the command has the running server record all that can be, and writes films and the list of what is missing',
  async () => {
    const out = await mkdtemp(join(tmpdir(), 'moorage-films-'))
    try {
      const before = await filmOf('validation')
      const said = await portal.server.command('launch', '--films', '--out', out)
      expect(said).toContain('both get new passwords')
      expect(said).toContain(`Not filmed: ${LAUNCH_FILMS.coauthoring.title}. In the built-in editor`)
      const list = await readFile(join(out, 'films/films.md'), 'utf8')
      expect(list.match(/^MISSING: /gm)).toHaveLength(1)
      for (const name of LAUNCH_FILM_NAMES) expect(list).toContain(`## ${LAUNCH_FILMS[name].title}`)
      expect(list).not.toContain('The settings have changed')
      for (const [number, name] of [
        [2, 'word'],
        [3, 'powerpoint'],
        [4, 'excel'],
      ] as const) {
        const film = new Uint8Array(await readFile(join(out, `films/${number}-${name}.webm`)))
        expect((await parsed(film)).seconds).toBeGreaterThanOrEqual(10)
        expect((await filmOf(name)).recorded?.ends).toMatch(/^The editor says “Saved .*”: the server received version \d+ of the file\.$/)
        expect((await seen(`${FILMS}/${name}`)).looks.at(-1)?.spread).toBeGreaterThan(10)
      }
      expect((await filmOf('validation')).recorded?.at).toBeGreaterThan(before.recorded?.at ?? 0)
      expect((await admin.visitor.fetch(`${FILMS}/validation`)).status).toBe(200)
    } finally {
      await rm(out, { recursive: true, force: true })
    }
  },
  RECORD_MS,
)

test('nobody but a system administrator sees or records films', async () => {
  const anna = await portal.server.signIn()
  expect((await anna.fetch(FILMS)).status).toBe(404)
  expect((await anna.fetch(`${FILMS}/word`)).status).toBe(404)
  expect((await anna.post(FILMS, {})).status).toBe(404)
  await eventually(async () => !(await films()).recording, 'nothing is recorded any more')
})
