import { LAUNCH_FILM_NAMES, LAUNCH_FILMS } from '@moorage/api'
import type { App } from '../../app.ts'
import { type KitFile, REHEARSAL } from '../kit-file.ts'
import { filmPath, keptFilms } from './kept.ts'
import { launchFilms } from './record.ts'

const day = (time: number) => new Date(time).toISOString().slice(0, 10)

/** Every film that is kept, and a page that lists all that Microsoft wants, with why the others are missing. */
export async function filmFiles(app: App): Promise<KitFile[]> {
  const [{ films }, kept] = await Promise.all([launchFilms(app), keptFilms(app)])
  const files: KitFile[] = []
  const parts: string[] = []
  for (const [index, name] of LAUNCH_FILM_NAMES.entries()) {
    const { missing, problem, recorded } = films.find((film) => film.name === name) ?? {}
    const film = kept[name]
    const about = [`## ${LAUNCH_FILMS[name].title}`]
    if (film && recorded) {
      const file = `films/${index + 1}-${name}.webm`
      files.push({ name: file, content: { path: await filmPath(app, film) } })
      about.push(
        `${file}: ${Math.round(recorded.seconds)} seconds, recorded on ${day(recorded.at)} in ${recorded.client} with Moorage ${recorded.version}.`,
        `It ends with: ${recorded.ends}`,
        ...(recorded.rehearsal ? [REHEARSAL] : []),
        ...(recorded.stale ? ['The settings have changed since: record it again before you send it.'] : []),
      )
    }
    if (missing) about.push(film ? `It cannot be recorded anew now: ${missing}` : `MISSING: ${missing}`)
    else if (!film) about.push(problem ? `Not recorded. The last attempt failed: ${problem}` : 'Not recorded yet.')
    parts.push(about.join('\n\n'))
  }
  const page = `# Films\n\nRecorded by machine with the two test accounts. Where somebody waits for long, the film goes by faster and says so.\n\n${parts.join('\n\n')}\n`
  return [{ name: 'films/films.md', content: page }, ...files]
}
