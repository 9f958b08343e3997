import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { AppError, LAUNCH_FLOWS, type Screenshot } from '@moorage/api'
import contentDisposition from 'content-disposition'
import { newId } from '../access/new-id.ts'
import type { App } from '../app.ts'
import { EXTENSIONS, imageType } from '../launch-kit/findings/image-type.ts'
import { keepPicture, pictureFile, removePictures } from '../launch-kit/findings/pictures.ts'
import { findingOf } from '../launch-kit/findings/rows.ts'
import { type Adding, MOST_SCREENSHOTS, type Owner, screenshotWithOwner } from '../launch-kit/findings/screenshot-rows.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import type { Call, Handlers } from './api.ts'
import { nameOf } from './launch-findings.ts'

type ScreenshotRoute = 'addScreenshot' | 'getScreenshot' | 'removeScreenshot'

const REFUSALS = {
  'no-owner': new AppError('NOT_FOUND', { detail: 'The finding that this screenshot is for was deleted meanwhile.' }),
  replaced: new AppError('CHANGED_MEANWHILE', {
    detail: 'The screenshot that this one should replace is not there any more. Add it anew.',
  }),
  many: new AppError('BAD_REQUEST', { detail: `There are ${MOST_SCREENSHOTS} screenshots already. Delete one first.` }),
} satisfies Record<Exclude<Adding['outcome'], 'added'>, AppError>

function ownerOf({ findingId, flow }: Call<'addScreenshot'>['query']): Owner {
  if (findingId && !flow) return { kind: 'finding', id: findingId }
  if (flow && !findingId) return { kind: 'flow', id: flow }
  throw new AppError('BAD_REQUEST', { detail: 'A screenshot belongs to one finding or to one flow: name one of them.' })
}

/** What it is of, as people call it. */
async function ownerName(app: App, { kind, id }: Owner): Promise<string> {
  if (kind === 'flow') return LAUNCH_FLOWS[id].title
  const finding = await findingOf(app.db.read, id)
  return finding ? nameOf(finding) : 'a finding'
}

/** Its last part, without what no name has; a pasted picture has none. */
function plainName(name: string | undefined, type: Screenshot['type']): string {
  const plain = (name ?? '')
    .replace(/^.*[\\/]/, '')
    .replace(/\p{Cc}/gu, '')
    .trim()
  return plain || `Screenshot.${EXTENSIONS[type]}`
}

const subjectOf = async (app: App, owner: Owner) => ({ kind: 'setting' as const, name: await ownerName(app, owner) })

export const launchScreenshotHandlers: Pick<Handlers, ScreenshotRoute> = {
  addScreenshot: async ({ app, actor, query, request, note }) => {
    const owner = ownerOf(query)
    const bytes = request.body
    const type = Buffer.isBuffer(bytes) ? imageType(bytes) : undefined
    if (!Buffer.isBuffer(bytes) || !type)
      throw new AppError('BAD_REQUEST', {
        detail: 'This is no whole PNG, JPEG or WebP picture. Save it as one of these, and add it again.',
      })
    const picture = { id: newId(), name: plainName(query.name, type), type, size: bytes.length }
    await keepPicture(app, picture.id, bytes)
    const [by, now] = [actor.name, app.now()]
    const adding = await app.db.transact('addScreenshot', { ...picture, owner, replaces: query.replaces, by, now })
    if (adding.outcome !== 'added') {
      await removePictures(app, [picture])
      throw REFUSALS[adding.outcome]
    }
    if (query.replaces) await removePictures(app, [{ id: query.replaces }])
    note({ organizationId: ALL_ORGANIZATIONS, subject: await subjectOf(app, owner), detail: picture.name })
    return { ...picture, addedAt: now, addedBy: by }
  },

  getScreenshot: async ({ app, params, request, reply }) => {
    const found = await screenshotWithOwner(app.db.read, params.screenshotId)
    const file = found && (await pictureFile(app, found.screenshot.id))
    const there = file !== undefined && (await stat(file).catch(() => undefined))
    if (!found || !there) throw new AppError('NOT_FOUND', { detail: 'This screenshot was deleted.' })
    const { name, type } = found.screenshot
    // another picture has another id
    const etag = `"${found.screenshot.id}"`
    reply.headers({ etag, 'cache-control': 'private, no-cache' })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    // it is shown in the page, and where somebody opens it by itself nothing in it may run
    return reply
      .headers({
        'content-type': type,
        'content-length': there.size,
        'content-disposition': contentDisposition(name, { type: 'inline' }),
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
      })
      .send(createReadStream(file))
  },

  removeScreenshot: async ({ app, actor, params, note }) => {
    const removed = await app.db.transact('removeScreenshot', { id: params.screenshotId, by: actor.name, now: app.now() })
    if (!removed) throw new AppError('NOT_FOUND', { detail: 'This screenshot was deleted before.' })
    await removePictures(app, [removed.screenshot])
    note({ organizationId: ALL_ORGANIZATIONS, subject: await subjectOf(app, removed.owner), detail: removed.screenshot.name })
  },
}
