import { markOf } from './mark.ts'
import type { Running } from './ports.ts'
import { take } from './take.ts'

const fileKey = ({ ports, state }: Running) => `${ports.file} ${state().info?.UserId ?? ''}`

export async function writeDraft(running: Running): Promise<void> {
  const { ports, dispatch } = running
  try {
    const { change, bytes } = await take(running)
    const { base, sent, draftId: id } = running
    await ports.drafts.put({ id, file: fileKey(running), bytes, at: ports.now(), base: base.mark, sent })
    // saved in the meantime: the draft would only come back as old news
    if (running.state().stored >= change) await ports.drafts.delete(id)
    else dispatch({ type: 'drafted', change })
  } catch (error) {
    // no room or no storage: closing the tab asks first, and saving goes on
    console.error(error)
  }
}

export async function forgetDraft({ ports, draftId }: Running): Promise<void> {
  await ports.drafts.delete(draftId).catch(() => undefined)
}

/** Looks for what a tab that is gone left behind; what the host has already is forgotten. */
export async function findDraft(running: Running): Promise<void> {
  const { ports, dispatch, base } = running
  const drafts = await ports.drafts.of(fileKey(running)).catch(() => [])
  for (const draft of drafts) {
    if (draft.id === running.draftId || (await ports.tabs.isAlive(draft.id))) continue
    const mark = markOf(draft.bytes)
    if (mark === base.mark) {
      await ports.drafts.delete(draft.id)
      continue
    }
    running.found = { id: draft.id, bytes: draft.bytes }
    dispatch({ type: 'draft-found', at: draft.at, fits: draft.base === base.mark || draft.sent.includes(base.mark) })
    return
  }
}

async function showBytes(running: Running, bytes: Uint8Array): Promise<void> {
  const { ports, state } = running
  await ports.stage.show(bytes, { name: state().info?.BaseFileName ?? '', editable: true })
  running.newest = { change: state().change, bytes }
}

/** The draft goes on the screen, and from there to the host. From now on it is this tab's own. */
export async function restoreDraft(running: Running): Promise<void> {
  const { found, ports } = running
  if (!found) return
  const abandoned = running.draftId
  ports.tabs.hold(found.id)
  ports.tabs.release(abandoned)
  running.draftId = found.id
  running.restoredFrom = running.base.bytes
  await showBytes(running, found.bytes)
}

export async function undoRecovery(running: Running): Promise<void> {
  if (running.restoredFrom) await showBytes(running, running.restoredFrom)
}

export async function forgetRecovery(running: Running): Promise<void> {
  if (running.found) await running.ports.drafts.delete(running.found.id).catch(() => undefined)
  running.found = undefined
}
