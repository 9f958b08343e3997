import { type Static, Type } from 'typebox'
import { Time } from './items.ts'
import type { Route } from './route.ts'

/** What Microsoft wants to see on video (PROTOCOL 16.5), made with the two test accounts. */
export const LAUNCH_FILMS = {
  validation: { title: 'Upload a .wopitest file and run all validator tests', extension: 'wopitest' },
  word: { title: 'Upload and edit a Word document', extension: 'docx' },
  powerpoint: { title: 'Upload and edit a PowerPoint presentation', extension: 'pptx' },
  excel: { title: 'Upload and edit an Excel workbook', extension: 'xlsx' },
  coauthoring: { title: 'Two users in one document', extension: 'docx' },
} as const satisfies Record<string, { title: string; extension: string }>
export type LaunchFilmName = keyof typeof LAUNCH_FILMS

export const LAUNCH_FILM_NAMES = Object.keys(LAUNCH_FILMS) as LaunchFilmName[]
const FilmName = Type.Unsafe<LaunchFilmName>(Type.String({ enum: LAUNCH_FILM_NAMES }))

/** Said before anything is recorded. */
export const RECORDING_RESETS =
  'Recording puts the two test accounts back as they were: both get new passwords and are signed out, and what lies in their My Files is moved to the deleted files. Make the test accounts again afterwards to get a sheet with passwords.'

export const LaunchFilm = Type.Object({
  name: FilmName,
  /** the editor that it would be filmed in now */
  client: Type.Optional(Type.String()),
  /** why the editor that is configured cannot do it: it is not filmed */
  missing: Type.Optional(Type.String()),
  /** why the last attempt gave no film */
  problem: Type.Optional(Type.String()),
  /** the one that is kept */
  recorded: Type.Optional(
    Type.Object({
      at: Time,
      seconds: Type.Number(),
      bytes: Type.Integer(),
      client: Type.String(),
      /** its last caption: what was seen at the end */
      ends: Type.String(),
      /** of Moorage */
      version: Type.String(),
      /** stamped: not filmed in Microsoft 365 */
      rehearsal: Type.Boolean(),
      /** the settings of Microsoft 365 or the editor are others now */
      stale: Type.Optional(Type.Boolean()),
    }),
  ),
})
export type LaunchFilm = Static<typeof LaunchFilm>

export const LaunchFilms = Type.Object({
  films: Type.Array(LaunchFilm),
  /** what keeps this server from recording at all, and what to do */
  unable: Type.Optional(Type.String()),
  /** absent while nothing is recorded; `doing`: what is on the screen, or how far the film is */
  recording: Type.Optional(Type.Object({ name: FilmName, doing: Type.String(), waiting: Type.Array(FilmName) })),
})
export type LaunchFilms = Static<typeof LaunchFilms>

export const launchFilmRoutes = {
  getLaunchFilms: {
    method: 'GET',
    path: '/api/admin/microsoft-365/films',
    access: 'system-administrator',
    summary: 'The films that Microsoft wants: which are recorded, which the configured editor cannot do, what is being recorded.',
    response: LaunchFilms,
  },
  recordLaunchFilms: {
    method: 'POST',
    path: '/api/admin/microsoft-365/films',
    access: 'system-administrator',
    records: 'films-recorded',
    summary: 'Record films, one after the other; ask getLaunchFilms how far it is. Puts the two test accounts back as they were.',
    body: Type.Object({
      /** default: every one that the configured editor can do */
      names: Type.Optional(Type.Array(FilmName, { minItems: 1, maxItems: 5 })),
    }),
    response: LaunchFilms,
  },
  getLaunchFilm: {
    method: 'GET',
    path: '/api/admin/microsoft-365/films/:name',
    access: 'system-administrator',
    summary:
      'A film as WebM, whole or in parts; with `download`, as a file to keep. `of` says when it was recorded, so that every film has an address.',
    params: Type.Object({ name: FilmName }),
    query: Type.Object({ download: Type.Optional(Type.Boolean()), of: Type.Optional(Time) }),
  },
} as const satisfies Record<string, Route>
