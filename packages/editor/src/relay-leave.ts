import { processPutFileResponse, putFileRequest, type WopiTarget } from '@moorage/wopi'
import { ask, orderKey, type RelayWorld } from './relay-call.ts'
import { callLock, parseLockCall } from './relay-locks.ts'
import { allowedWopiSrc } from './wopi-src.ts'

/** Browsers send at most 64 KiB from a page that is going away. */
export const LEAVE_LIMIT = 80 * 1024
const LINE_FEED = 10

export interface LeaveCall {
  target: WopiTarget
  lock: string
  /** the newest bytes when they are not saved yet and small enough to travel */
  content: Uint8Array | undefined
}

/** One line of JSON {wopiSrc, token, lock, save}, then the file's bytes when `save` is true. */
export function parseLeave(body: Buffer, wopiOrigins: readonly string[]): LeaveCall | undefined {
  const end = body.indexOf(LINE_FEED)
  if (end < 0) return undefined
  const head = body.subarray(0, end).toString('utf8')
  const call = parseLockCall(head.replace(/^\{/, '{"operation":"unlock",'))
  if (!call) return undefined
  const { wopiSrc, token, save } = JSON.parse(head) as { wopiSrc?: unknown; token?: unknown; save?: unknown }
  const allowed = allowedWopiSrc(typeof wopiSrc === 'string' ? wopiSrc : undefined, wopiOrigins)
  if (!allowed || typeof token !== 'string' || !/^[!-~]+$/.test(token)) return undefined
  return { target: { wopiSrc: allowed, accessToken: token }, lock: call.lock, content: save === true ? body.subarray(end + 1) : undefined }
}

/**
 * What a page asks for as it goes away: save these bytes, then unlock; after everything it asked for before. Nobody is
 * there to hear the answer. When the save is refused the lock is still given back: the browser keeps a draft.
 */
export async function leave(world: RelayWorld, call: LeaveCall): Promise<{ saved: boolean; unlocked: boolean }> {
  const { wopiSrc } = call.target
  const work = saveAndUnlock(world, call)
  world.leaving.set(wopiSrc, work)
  try {
    return await work
  } finally {
    if (world.leaving.get(wopiSrc) === work) world.leaving.delete(wopiSrc)
  }
}

const LEAVING_MS = 5_000

/** A page that is reloaded must not take the lock before its former self has saved and let go; nobody waits for ever. */
export async function afterLeaving(world: RelayWorld, wopiSrc: string): Promise<void> {
  const leaving = world.leaving.get(wopiSrc)
  if (!leaving) return
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, LEAVING_MS)
  })
  await Promise.race([leaving.catch(() => undefined), patience])
  clearTimeout(timer)
}

async function saveAndUnlock(world: RelayWorld, { target, lock, content }: LeaveCall): Promise<{ saved: boolean; unlocked: boolean }> {
  const saved =
    content !== undefined &&
    (await world.order
      .run(orderKey(target), () => ask(world, target, putFileRequest(target, content, { lock, isExitSave: true })))
      .then(
        (response) => processPutFileResponse(response).outcome === 'ok',
        () => false,
      ))
  const unlocked = await callLock(world, target, { operation: 'unlock', lock, oldLock: '' })
  return { saved, unlocked: 'held' in unlocked && unlocked.held === '' }
}
