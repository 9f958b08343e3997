import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LaunchFilm, LaunchFilmName } from '@moorage/api'
import type { App } from '../../app.ts'
import { putSettingRow, settingOf, settingRow } from '../../installation.ts'
import { settingsNow } from '../../office/settings-now.ts'
import type { Transaction } from '../../storage/db/transaction.ts'
import { keptFolder } from '../kept-folder.ts'

/** What is known of a film that lies in the kit’s folder: JSON in the table of settings. */
export type KeptFilm = Omit<NonNullable<LaunchFilm['recorded']>, 'stale'> & {
  /** in the folder */
  file: string
  editorId: string
  /** of the settings that it was recorded with */
  settings: string
}
export type KeptFilms = Partial<Record<LaunchFilmName, KeptFilm>>

const parse = (text: string | undefined): KeptFilms => (text ? JSON.parse(text) : {})

export const keptFilms = async (app: Pick<App, 'db'>): Promise<KeptFilms> => parse(await settingOf(app, 'launch_films'))

/** Answers the file of the film that it takes the place of. */
const keepFilm: Transaction<{ name: LaunchFilmName; film: KeptFilm }, string | null> = async (sql, { name, film }) => {
  const films = parse((await sql.get(settingRow, { name: 'launch_films' }))?.value)
  await sql.run(putSettingRow, { name: 'launch_films', value: JSON.stringify({ ...films, [name]: film }) })
  return films[name]?.file ?? null
}
export const launchFilmTransactions = { keepFilm }

export const filmPath = async (app: Pick<App, 'config'>, { file }: Pick<KeptFilm, 'file'>) => join(await keptFolder(app, 'films'), file)

/** The film before it goes once the new one is known. */
export async function keep(app: App, name: LaunchFilmName, webm: Uint8Array, facts: Omit<KeptFilm, 'file' | 'bytes' | 'settings'>) {
  const file = `${name}-${facts.at}.webm`
  await writeFile(await filmPath(app, { file }), webm, { mode: 0o600, flush: true })
  const film = { ...facts, file, bytes: webm.length, settings: settingsNow(app) }
  const before = await app.db.transact('keepFilm', { name, film })
  if (before !== null && before !== file) await rm(await filmPath(app, { file: before }), { force: true })
}
