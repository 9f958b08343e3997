import { decodeUtf7 } from '@moorage/wopi'
import type { Transport, WireRequest, WireResponse } from '../run/transport.ts'
import { ChunkStore } from './chunk-store.ts'
import { CoauthTable } from './coauth-table.ts'

type Answer = { status: number; headers?: Record<string, string>; body?: string | Uint8Array }

const MAX_ID = 1024
const refuse = (status: number, headers: Record<string, string> = {}): Answer => ({ status, headers })

/**
 * One file on a host with coauth locks and chunked transfer, as plainly as the rules can be written: what the runner
 * is tried on, since no product does all of it yet. Neither sockets nor rights.
 */
export function createPlusHost(now: () => number): Transport {
  const table = new CoauthTable(now)
  const content = new ChunkStore()
  let name = 'Validation.wopitest'
  let sequence = 1
  let held: { id: string; expiresAt: number; visible: boolean } | undefined

  const wopiLock = () => (held && held.expiresAt > now() ? held : undefined)
  const saved = () => ({ 'X-WOPI-ItemVersion': `1.${sequence}`, 'X-WOPI-SequenceNumber': String(sequence) })
  /** while a coauth lock exists, no conflict names a WOPI lock */
  const conflict = (): Answer => refuse(409, table.rows().length > 0 ? {} : { 'X-WOPI-Lock': wopiLock()?.id ?? '' })
  const tableAnswer = (): Answer => ({ status: 200, headers: { 'X-WOPI-CoauthTableVersion': table.version() }, body: table.json() })

  const fileInfo = (): Answer => ({
    status: 200,
    body: JSON.stringify({
      ...{ BaseFileName: name, OwnerId: 'o', UserId: 'u', UserFriendlyName: 'Una', Version: `1.${sequence}`, Size: content.main().length },
      ...{
        SupportsLocks: true,
        SupportsGetLock: true,
        SupportsUpdate: true,
        SupportsRename: true,
        SupportsUserInfo: true,
        SupportsCoauth: true,
      },
      ...{ UserCanWrite: true, UserCanRename: true, SequenceNumber: sequence, ServerTime: now(), AccessTokenExpiry: now() + 36e6 },
      ...{ SharingStatus: 'Private', FileGeoLocationCode: 'EUR' },
      ...{ OfficeCollaborationServiceEndpointUrl: 'https://office.test/collab', RealTimeChannelEndpointUrl: 'https://office.test/rtc' },
    }),
  })

  function coauthRequest(header: (name: string) => string, body: Uint8Array, refresh: boolean): Answer {
    const id = header('X-WOPI-CoauthLockId')
    const timeout = Number(header('X-WOPI-CoauthLockExpirationTimeout') || Number.NaN)
    const type = refresh ? 'Coauth' : header('X-WOPI-CoauthLockType')
    const inBounds = id !== '' && id.length <= MAX_ID && timeout >= 60 && timeout <= 3600
    if (!inBounds || !['Coauth', 'CoauthExclusive'].includes(type)) return refuse(400)
    const lock = wopiLock()
    if (lock) return refuse(409, lock.visible ? { 'X-WOPI-ConflictingLockUsername': 'Una' } : {})
    const present = table.find(id)
    if (refresh && !present) return refuse(409)
    const exclusive = table.exclusive()
    if (!refresh && type === 'CoauthExclusive' && exclusive && exclusive.id !== id) return refuse(409)
    // the body wins over the header, even when it is empty
    const told = body.length > 0 ? (JSON.parse(new TextDecoder().decode(body)) as { CoauthLockMetadata: string }) : undefined
    const metadata = told ? told.CoauthLockMetadata : header('X-WOPI-CoauthLockMetadata')
    if (refresh && present) table.put(id, present.type, metadata || present.metadata, now() + timeout * 1000)
    else table.put(id, type, metadata, now() + timeout * 1000)
    return tableAnswer()
  }

  function unlockCoauth(id: string): Answer {
    if (id === '' || id.length > MAX_ID) return refuse(400)
    if (!table.find(id)) return refuse(409)
    table.remove(id)
    return { status: 200 }
  }

  function lock(header: (name: string) => string): Answer {
    const id = header('X-WOPI-Lock')
    const present = wopiLock()
    if (table.rows().length > 0 || (present && present.id !== id)) return conflict()
    held = { id, expiresAt: now() + 30 * 60_000, visible: header('X-WOPI-LockUserVisible').toLowerCase() === 'true' }
    return { status: 200, headers: saved() }
  }

  function unlock(id: string): Answer {
    if (wopiLock()?.id !== id) return conflict()
    held = undefined
    return { status: 200, headers: saved() }
  }

  function putFile(id: string, body: Uint8Array): Answer {
    const present = wopiLock()
    if (present ? present.id !== id : content.main().length > 0 || table.rows().length > 0) return conflict()
    content.replaceMain(body)
    sequence++
    return { status: 200, headers: saved() }
  }

  /** undefined: whoever presents these may write */
  function writeConflict(lockId: string, coauthId: string): Answer | undefined {
    const present = wopiLock()
    if (present) {
      const mine = present.id === lockId && coauthId === ''
      return mine ? undefined : refuse(409, { 'X-WOPI-ConflictingMechanism': 'WOPI-Lock', 'X-WOPI-Lock': present.id })
    }
    const exclusive = table.exclusive()
    if (exclusive && exclusive.id !== coauthId) return refuse(409, { 'X-WOPI-ConflictingMechanism': 'WOPI-CoauthExclusiveLock' })
    if (table.rows().length > 0) return coauthId !== '' && table.find(coauthId) ? undefined : refuse(409)
    return content.main().length > 0 ? conflict() : undefined
  }

  function putChunked(header: (name: string) => string, body: Uint8Array): Answer {
    const [lockId, coauthId] = [header('X-WOPI-Lock'), header('X-WOPI-CoauthLockId')]
    if ((lockId && coauthId) || !/^[0-9]+$/.test(header('X-WOPI-SequenceNumber'))) return refuse(400)
    const refused = writeConflict(lockId, coauthId)
    if (refused) return refused
    if (Number(header('X-WOPI-SequenceNumber')) !== sequence) return refuse(412, { 'X-WOPI-SequenceNumber': String(sequence) })
    if (!content.put(body)) return refuse(400)
    sequence++
    return { status: 200, headers: saved() }
  }

  function rename(header: (name: string) => string): Answer {
    const [lockId, coauthId] = [header('X-WOPI-Lock'), header('X-WOPI-CoauthLockId')]
    if (lockId && coauthId) return refuse(400)
    const present = wopiLock()
    const refused = present ? present.id !== lockId : table.rows().length > 0 && !(coauthId && table.find(coauthId))
    if (refused) return conflict()
    const wish = decodeUtf7(header('X-WOPI-RequestedName'))
    name = `${wish}.wopitest`
    return { status: 200, body: JSON.stringify({ Name: wish }) }
  }

  function answer(operation: string, header: (name: string) => string, body: Uint8Array): Answer {
    switch (operation) {
      case '':
        return fileInfo()
      case 'GET_COAUTH_LOCK':
      case 'REFRESH_COAUTH_LOCK':
        return coauthRequest(header, body, operation === 'REFRESH_COAUTH_LOCK')
      case 'UNLOCK_COAUTH_LOCK':
        return unlockCoauth(header('X-WOPI-CoauthLockId'))
      case 'GET_COAUTH_TABLE': {
        const same = header('X-WOPI-CoauthTableVersion') === table.version()
        return same ? { status: 200, headers: { 'X-WOPI-CoauthTableVersion': table.version() } } : tableAnswer()
      }
      case 'LOCK':
        return lock(header)
      case 'UNLOCK':
        return unlock(header('X-WOPI-Lock'))
      case 'PUT':
        return putFile(header('X-WOPI-Lock'), body)
      case 'RENAME_FILE':
        return rename(header)
      case 'GET_CHUNKED_FILE':
        return { status: 200, headers: saved(), body: content.get(body) }
      case 'PUT_CHUNKED_FILE':
        return putChunked(header, body)
      default:
        return refuse(501)
    }
  }

  return async (request: WireRequest): Promise<WireResponse> => {
    const headers = new Map(request.headers.map(([key, value]) => [key.toLowerCase(), value]))
    const header = (key: string) => headers.get(key.toLowerCase()) ?? ''
    const { status, headers: own = {}, body = '' } = answer(header('X-WOPI-Override'), header, request.body ?? new Uint8Array())
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    return { status, headers: new Map(Object.entries(own).map(([key, value]) => [key.toLowerCase(), value])), body: bytes }
  }
}
