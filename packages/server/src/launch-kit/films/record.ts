import {
  AppError,
  LAUNCH_FILM_NAMES,
  LAUNCH_FILMS,
  type LaunchFilm,
  type LaunchFilmName,
  type LaunchFilms,
  type TestAccounts,
} from '@moorage/api'
import type { Actor } from '../../access/actor.ts'
import type { App } from '../../app.ts'
import { type Chromium, installedChromium } from '../../chromium/chromium.ts'
import { settingsNow } from '../../office/settings-now.ts'
import { moorageVersion } from '../../version.ts'
import { REHEARSAL } from '../kit-file.ts'
import { makeTestAccounts } from '../test-accounts.ts'
import { type Client, clientsOf, testersOf } from './client.ts'
import { FilmWindow } from './film-window.ts'
import { keep, keptFilms } from './kept.ts'
import { startWatchedChromium } from './pages.ts'
import type { Recording } from './recording.ts'
import { type Player, Scene } from './scene.ts'
import { SCRIPTS } from './scripts.ts'
import { makeFilm, windowSize } from './studio.ts'

const NO_CHROMIUM =
  'Films are recorded in Chromium, and none is installed on this server. Install it (Debian and Ubuntu: apt-get install chromium; Fedora: dnf install chromium) or Google Chrome, and try again; Moorage needs no restart.'

/** One recording at a time for each open database: the world has one. */
interface Work {
  current: LaunchFilmName
  doing: string
  waiting: LaunchFilmName[]
  chromium?: Chromium
  stopped?: boolean
  ended: Promise<void>
}
const works = new WeakMap<App['db'], Work>()
const problems = new WeakMap<App['db'], Map<LaunchFilmName, string>>()

const problemsOf = ({ db }: Pick<App, 'db'>) => {
  const known = problems.get(db) ?? new Map<LaunchFilmName, string>()
  problems.set(db, known)
  return known
}

/** Every film that Microsoft wants, with what is known of it. */
export async function launchFilms(app: App): Promise<LaunchFilms> {
  const [clients, kept] = await Promise.all([clientsOf(app), keptFilms(app)])
  const settings = settingsNow(app)
  const work = works.get(app.db)
  const films = LAUNCH_FILM_NAMES.map((name): LaunchFilm => {
    const { client, missing } = clients[name]
    const problem = problemsOf(app).get(name)
    const film = kept[name]
    const stale = film && (film.settings !== settings || (client !== undefined && film.editorId !== client.editor.id))
    return {
      name,
      ...(client ? { client: client.name } : {}),
      ...(missing ? { missing } : {}),
      ...(problem ? { problem } : {}),
      ...(film ? { recorded: { ...factsOf(film), ...(stale ? { stale } : {}) } } : {}),
    }
  })
  return {
    films,
    ...(installedChromium() ? {} : { unable: NO_CHROMIUM }),
    ...(work ? { recording: { name: work.current, doing: work.doing, waiting: work.waiting } } : {}),
  }
}

const factsOf = ({ at, seconds, bytes, client, ends, version, rehearsal }: NonNullable<LaunchFilm['recorded']>) => ({
  ...{ at, seconds, bytes, client, ends, version, rehearsal },
})

/**
 * Begins to record, or lets the recording that is under way go on with these. Nobody waits for its end: `launchFilms` says
 * how far it is.
 * @throws AppError BAD_REQUEST where there is no Chromium, or nothing that the configured editor can do
 */
export async function record(app: App, by: Pick<Actor, 'name'>, names: readonly LaunchFilmName[] | undefined): Promise<void> {
  const path = installedChromium()
  if (!path) throw new AppError('BAD_REQUEST', { detail: NO_CHROMIUM })
  const clients = await clientsOf(app)
  const able = (names ?? LAUNCH_FILM_NAMES).filter((name) => clients[name].client)
  const [first, ...rest] = able
  if (!first) {
    const why = [...new Set((names ?? LAUNCH_FILM_NAMES).map((name) => clients[name].missing))].join(' ')
    throw new AppError('BAD_REQUEST', { detail: why })
  }
  const running = works.get(app.db)
  if (running) {
    running.waiting.push(...able.filter((name) => name !== running.current && !running.waiting.includes(name)))
    return
  }
  const work: Work = { current: first, doing: 'Making the test accounts anew', waiting: rest, ended: Promise.resolve() }
  works.set(app.db, work)
  work.ended = all(app, path, by, work).finally(() => works.delete(app.db))
}

/** The same, until it has ended. */
export async function recordNow(app: App, by: Pick<Actor, 'name'>): Promise<void> {
  await record(app, by, undefined)
  await works.get(app.db)?.ended
}

/** When the server ends: what is under way gives no film, and nothing of it stays. */
export async function stopRecording({ db }: Pick<App, 'db'>): Promise<void> {
  const work = works.get(db)
  if (!work) return
  work.waiting = []
  work.stopped = true
  await work.chromium?.end()
  await work.ended
}

async function all(app: App, path: string, by: Pick<Actor, 'name'>, work: Work): Promise<void> {
  const failed = (name: LaunchFilmName, error: unknown) => {
    app.log.warn({ err: error, film: name }, 'a film could not be recorded')
    problemsOf(app).set(name, sentence(error))
  }
  let sheet: TestAccounts
  try {
    sheet = await makeTestAccounts(app, by)
  } catch (error) {
    for (const name of [work.current, ...work.waiting]) failed(name, error)
    return
  }
  for (let name: LaunchFilmName | undefined = work.current; name; name = work.waiting.shift()) {
    work.current = name
    problemsOf(app).delete(name)
    try {
      // what is configured may have changed since it was asked for
      const { client, missing } = (await clientsOf(app))[name]
      if (!client) throw new AppError('NOT_EDITABLE', { detail: missing ?? '' })
      work.doing = 'Starting Chromium'
      work.chromium = await startWatchedChromium(path)
      if (work.stopped) return
      await one(app, work.chromium, name, client, sheet, (doing) => {
        work.doing = doing
      })
    } catch (error) {
      if (work.stopped) return
      failed(name, error)
    } finally {
      await work.chromium?.end()
    }
  }
}

/** For people: the recorder's own errors are half sentences without paths or tokens. */
function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : 'it is not known why'
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}

async function one(app: App, chromium: Chromium, name: LaunchFilmName, client: Client, sheet: TestAccounts, tell: (doing: string) => void) {
  const { people, play } = SCRIPTS[name]
  const players = await castOf(app, chromium, people, sheet)
  const now = Date.now()
  const windows = players.map(({ window }) => window.recorded)
  const recording: Recording = { windows, captions: [], waits: [], startedAt: now, endedAt: now }
  await play(new Scene(app, client, players, new URL(sheet.address).origin, chromium, recording, tell))
  recording.startedAt = recording.captions[0]?.at ?? now
  recording.endedAt = Date.now()
  for (const { window } of players) await window.close()
  const at = app.now()
  const version = moorageVersion()
  const titles = {
    title: LAUNCH_FILMS[name].title,
    about: [
      `Moorage ${version}; documents open in ${client.name}`,
      `${new URL(sheet.address).origin}, recorded on ${new Date(at).toISOString().slice(0, 10)}`,
    ],
    stamp: client.rehearsal ? REHEARSAL : undefined,
  }
  const { webm, seconds } = await makeFilm(chromium, recording, titles, (part) => tell(`Drawing the film: ${Math.floor(part * 100)} %`))
  await keep(app, name, webm, {
    at,
    seconds,
    client: client.name,
    ends: recording.captions.at(-1)?.text ?? '',
    editorId: client.editor.id,
    version,
    rehearsal: client.rehearsal,
  })
}

async function castOf(app: App, chromium: Chromium, people: number, { accounts }: TestAccounts): Promise<Player[]> {
  const testers = await testersOf(app)
  const { width, height } = windowSize(people)
  const cast: Player[] = []
  for (const [index, tester] of testers.slice(0, people).entries())
    cast.push({ ...tester, password: accounts[index]?.password ?? '', window: await FilmWindow.open(chromium, tester.name, width, height) })
  return cast
}
