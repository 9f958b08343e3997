import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { ByteLengthQueuingStrategy, type ReadableStream } from 'node:stream/web'
import { AppError, type ErrorCode, UPLOAD_ITEM_HEADER, UPLOADS_PATH } from '@moorage/api'
import { Server, type Upload } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.ts'
import { newId } from '../access/new-id.ts'
import type { App } from '../app.ts'
import { UPLOAD_LIFETIME_MS, type UploadRecord, type UploadStore, uploadStore } from '../files/upload-store.ts'
import { checkUpload, finishUpload, HeldFile, planUpload, type UploadPlan } from '../files/uploads.ts'
import { lockedError } from './office.ts'
import { portalOriginOf } from './portal-origin.ts'

const READ_AHEAD = 1024 * 1024
const UPLOAD_ID = /^[0-9a-f]{32}$/

/** What this server knows about a request while the tus library handles it. */
interface Asked {
  actor: Actor
  /** the network address that it came from */
  address: string
  error?: unknown
}

/** tus 1.0; its refusals are problem+json like all others. */
export class Uploads {
  private readonly app: App
  private readonly files: UploadStore
  private readonly tus: Server
  private readonly asked = new WeakMap<Request, Asked>()
  private readonly finishing = new Map<string, Promise<string>>()

  constructor(app: App) {
    this.app = app
    this.files = uploadStore(app)
    mkdirSync(this.files.folder, { recursive: true, mode: 0o700 })
    this.tus = new Server({
      path: UPLOADS_PATH,
      datastore: this.files.store,
      relativeLocation: true,
      maxSize: app.config.maxFileSize,
      namingFunction: () => randomBytes(16).toString('hex'),
      onUploadCreate: (request, upload) => this.created(this.askedBy(request).actor, upload),
      onUploadFinish: async (request, upload) => {
        const itemId = await this.finish(this.askedBy(request), upload.id, planOf(upload.metadata ?? {}))
        return { headers: { [UPLOAD_ITEM_HEADER]: itemId } }
      },
      onResponseError: (request, error) => {
        this.askedBy(request).error = error
        return undefined
      },
    })
  }

  private askedBy(request: Request): Asked {
    const asked = this.asked.get(request)
    if (!asked) throw new Error('an upload request that nobody asked')
    return asked
  }

  async create(request: FastifyRequest, reply: FastifyReply) {
    return this.pass(request, reply, signedIn(request))
  }

  async use(request: FastifyRequest, reply: FastifyReply) {
    const actor = signedIn(request)
    const { uploadId } = request.params as { uploadId: string }
    const record = UPLOAD_ID.test(uploadId) ? await this.files.record(uploadId) : undefined
    // only its creator may know that it exists
    if (!record || record.metadata.accountId !== actor.accountId)
      throw new AppError('NOT_FOUND', { detail: 'This upload does not exist any more. Start it again.' })
    if (this.app.now() - record.createdAt > UPLOAD_LIFETIME_MS)
      throw new AppError('GONE', { detail: 'This upload was left for a day. Start it again.' })
    if (request.method === 'DELETE') {
      await this.files.remove(uploadId)
      return reply.code(204).header('tus-resumable', '1.0.0').send()
    }
    const itemId =
      record.metadata.itemId ??
      (record.offset === record.size ? await this.finish({ actor, address: request.ip }, uploadId, planOf(record.metadata)) : undefined)
    return itemId ? completed(request, reply, record, itemId) : this.pass(request, reply, actor)
  }

  /** Through the library, and its refusals as ours. */
  private async pass(request: FastifyRequest, reply: FastifyReply, actor: Actor) {
    const webRequest = toWeb(request, portalOriginOf(this.app, request))
    const asked: Asked = { actor, address: request.ip }
    this.asked.set(webRequest, asked)
    const answer = await this.tus.handleWeb(webRequest)
    if (asked.error) throw await this.inWords(actor, asked.error)
    for (const [name, value] of answer.headers) if (!name.startsWith('access-control-')) reply.header(name, value)
    return reply.code(answer.status).send(answer.body ? await answer.text() : undefined)
  }

  private async created(actor: Actor, upload: Upload): Promise<{ metadata: Record<string, string | null> }> {
    if (upload.size === undefined) throw new AppError('BAD_REQUEST', { detail: 'An upload says its size first.' })
    const plan = planUpload(upload.metadata ?? {}, newId())
    await checkUpload(this.app, actor, plan, upload.size, this.files.folder)
    const { path, ...rest } = plan
    return { metadata: { ...rest, path: path.join('/'), accountId: actor.accountId } }
  }

  /** Once, however many requests wait for it. */
  private finish({ actor, address }: Asked, uploadId: string, plan: UploadPlan): Promise<string> {
    const running = this.finishing.get(uploadId)
    if (running) return running
    const work = (async () => {
      const itemId = await finishUpload(this.app, actor, plan, this.files.fileOf(uploadId), address)
      await this.files.complete(uploadId, itemId)
      return itemId
    })().finally(() => this.finishing.delete(uploadId))
    this.finishing.set(uploadId, work)
    return work.catch(async (error) => {
      throw await this.inWords(actor, error)
    })
  }

  private async inWords(actor: Actor, error: unknown): Promise<unknown> {
    if (error instanceof HeldFile) return lockedError(this.app, actor, error.file, error.heldBy)
    if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return new AppError('STORAGE_FULL', { cause: error })
    if (error instanceof Error) return error
    const { status_code: status = 500, body } = error as { status_code?: number; body?: string }
    const code = CODES[status] ?? (status < 500 ? 'BAD_REQUEST' : undefined)
    if (code) return new AppError(code, { detail: body?.trim() })
    return new Error(body ?? 'the upload failed')
  }
}

const CODES: Record<number, ErrorCode> = { 404: 'NOT_FOUND', 409: 'CHANGED_MEANWHILE', 410: 'GONE', 413: 'TOO_LARGE' }

function signedIn(request: FastifyRequest): Actor {
  if (!request.actor) throw new AppError('SIGN_IN_NEEDED')
  return request.actor
}

/** What was checked and kept when the upload was created. */
const planOf = (metadata: Record<string, string | null>): UploadPlan => planUpload(metadata, metadata.fileId ?? newId())

/** The answer to whoever asks again after all bytes are here, because the first answer was lost. */
function completed(request: FastifyRequest, reply: FastifyReply, { size }: UploadRecord, itemId: string) {
  reply.header('tus-resumable', '1.0.0').header('upload-offset', size).header('upload-length', size).header(UPLOAD_ITEM_HEADER, itemId)
  return reply.code(request.method === 'HEAD' ? 200 : 204).send()
}

/** The library speaks web requests. The queue is bounded in bytes: by default it is bounded in chunks, 65,536 of them. */
function toWeb(request: FastifyRequest, origin: string): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value)
  const url = new URL(request.url, origin)
  if (request.method === 'HEAD') return new Request(url, { method: 'HEAD', headers })
  const body = Readable.toWeb(request.raw, { strategy: new ByteLengthQueuingStrategy({ highWaterMark: READ_AHEAD }) }) as ReadableStream
  return new Request(url, { method: request.method, headers, body, duplex: 'half' } as unknown as RequestInit)
}
