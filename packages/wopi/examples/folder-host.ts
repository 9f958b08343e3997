/** A WOPI host over one folder: open, edit, save. A token opens one file; tokens and locks last as long as the process. */
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { createHost, decide, type HeldLock, type WopiStore } from '@moorage/wopi'

const PROMISES = { SupportsUpdate: true, SupportsLocks: true, SupportsGetLock: true, UserCanWrite: true, UserCanNotWriteRelative: true }
const never = async () => ({ outcome: 'unsupported' }) as const
export function folderHost(folder: string) {
  const [tokens, locks] = [new Map<string, string>(), new Map<string, HeldLock | undefined>()]
  const pathOf = (id: string) => `${folder}/${Buffer.from(id, 'base64url')}`
  const look = (id: string) => {
    const { size, mtime, mtimeNs, ino } = fs.statSync(pathOf(id), { bigint: true })
    // every save is a new file, so that versions in a row differ even within one tick of the disk's clock
    return { size: Number(size), version: `${mtimeNs}i${ino}`, lastModifiedTime: mtime.toISOString().replace('Z', '000Z') }
  }
  const store: WopiStore<string> = {
    ...{ writeRelative: never, rename: never, remove: never, putUserInfo: never, ancestors: never },
    authenticate: async (token, resource) =>
      resource.kind === 'file' && resource.id === tokens.get(token) && fs.existsSync(pathOf(resource.id)) ? 'guest' : undefined,
    async checkFileInfo(UserId, id) {
      const { size: Size, version: Version, lastModifiedTime: LastModifiedTime } = look(id)
      return { BaseFileName: pathOf(id).slice(folder.length + 1), OwnerId: 'folder', UserId, Size, Version, LastModifiedTime, ...PROMISES }
    },
    async read(_, id) {
      const bytes = fs.readFileSync(pathOf(id))
      return { ...look(id), open: async () => Readable.from([bytes]) }
    },
    async lock(_, id, request) {
      const decision = decide(locks.get(id), request, Date.now())
      if (decision.outcome === 'ok') locks.set(id, decision.next)
      return decision.outcome === 'ok' ? { outcome: 'ok', version: look(id).version, held: decision.next?.id ?? '' } : decision
    },
    async write(_, id, body, { lock, timestamp }) {
      const bytes = Buffer.concat(await Readable.from(body).toArray())
      // from here on nothing waits: whoever asks finds the old file and the old lock, or the new ones
      const decision = decide(locks.get(id), { operation: 'PutFile', lock, size: look(id).size }, Date.now())
      if (decision.outcome === 'conflict') return decision
      if (timestamp !== undefined && timestamp !== look(id).lastModifiedTime) return { outcome: 'changed-outside' }
      fs.writeFileSync(`${folder}/.saving`, bytes, { flush: true })
      fs.renameSync(`${folder}/.saving`, pathOf(id))
      locks.set(id, decision.next)
      return { outcome: 'ok', ...look(id) }
    },
  }
  const host = createHost({ store, serverVersion: 'folder/1' })
  const server = createServer(async (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const asked = { method: request.method ?? '', path: path.replace(/^\/wopi\//, ''), query, headers: request.headers, body: request }
    const answer = await host.handle(asked).catch(() => ({ status: 500, headers: {}, body: [] }))
    Readable.from(answer.body ?? []).pipe(response.writeHead(answer.status, answer.headers))
  })
  const open = (name: string, accessToken = randomBytes(20).toString('hex')) => {
    tokens.set(accessToken, Buffer.from(name).toString('base64url'))
    return { wopiSrc: `/wopi/files/${tokens.get(accessToken)}`, accessToken }
  }
  return { server, open }
}
