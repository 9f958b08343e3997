import { setTimeout as pause } from 'node:timers/promises'
import { LAUNCH_FILMS, type LaunchFilms, RECORDING_RESETS } from '@moorage/api'
import type { App } from '../../app.ts'
import { askServer } from '../../requests.ts'
import { type CommandLine, findSettings } from '../../settings-file.ts'
import { launchFilms, record } from './record.ts'

const POLL_MS = 700
const NO_SERVER = 'Films show the running server, and none is serving this data folder: start it with moorage serve, and try again.'

/** In the server: begins where it is asked to, and says how far it is. */
export async function filmsAsked(app: App, { begin }: { begin?: boolean }): Promise<LaunchFilms> {
  if (begin) await record(app, { name: 'moorage launch --films' }, undefined)
  return launchFilms(app)
}

/** Beside the server: has it record every film that the configured editor can do, and says how it goes. */
export async function recordFilms(
  where: Pick<CommandLine, 'config' | 'data'>,
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<void> {
  const { dataFolder } = findSettings(where, environment)
  const ask = async (question: object) => {
    const answer = await askServer<LaunchFilms>(dataFolder, 'films', { question })
    if (!answer) throw new Error(NO_SERVER)
    return answer
  }
  const before = await ask({})
  if (before.unable) throw new Error(before.unable)
  for (const { name, missing } of before.films) if (missing) say(`Not filmed: ${LAUNCH_FILMS[name].title}. ${missing}`)
  say(RECORDING_RESETS)
  let now = await ask({ begin: true })
  for (let said = ''; now.recording; now = await ask({})) {
    const { name } = now.recording
    if (name !== said) say(`Recording: ${LAUNCH_FILMS[name].title}`)
    said = name
    await pause(POLL_MS)
  }
  for (const { name, problem } of now.films) if (problem) say(`No film of “${LAUNCH_FILMS[name].title}”: ${problem}`)
}
