import { createReadStream } from 'node:fs'
import { AppError, LAUNCH_FILMS } from '@moorage/api'
import { filmPath, keptFilms } from '../launch-kit/films/kept.ts'
import { launchFilms, record } from '../launch-kit/films/record.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import type { Handlers } from './api.ts'
import { sendContent } from './download.ts'

const SUBJECT = { kind: 'setting' as const, name: 'Microsoft 365' }

export const launchFilmHandlers: Pick<Handlers, 'getLaunchFilms' | 'recordLaunchFilms' | 'getLaunchFilm'> = {
  getLaunchFilms: ({ app }) => launchFilms(app),

  recordLaunchFilms: async ({ app, actor, body, note }) => {
    await record(app, actor, body.names)
    const detail = body.names?.map((name) => LAUNCH_FILMS[name].title).join('; ')
    note({ organizationId: ALL_ORGANIZATIONS, subject: SUBJECT, ...(detail ? { detail } : {}) })
    return launchFilms(app)
  },

  getLaunchFilm: async ({ app, params, query, request, reply }) => {
    const film = (await keptFilms(app))[params.name]
    if (!film) throw new AppError('NOT_FOUND')
    const path = await filmPath(app, film)
    const content = {
      revisionId: film.file,
      size: film.bytes,
      open: async (range?: { start: number; end: number }) => createReadStream(path, range),
    }
    return sendContent(request, reply, content, `${params.name}.webm`, { inline: !query.download })
  },
}
