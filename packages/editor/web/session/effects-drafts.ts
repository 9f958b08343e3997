import type { Running } from './ports.ts'
import { inTurn, take } from './take.ts'

const fileKey = ({ ports, state }: Running) => `${ports.file} ${state().info?.UserId ?? ''}`

export async function writeDraft(running: Running): Promise<void> {
  const { ports, dispatch } = running
  const began = performance.now()
  try {
    const { change, file } = await take(running)
    const base = await running.base.mark()
    const { sent, draftId: id } = running
    await ports.drafts.put({ id, file: fileKey(running), bytes: file, at: ports.now(), base, sent })
    running.cost = performance.now() - began
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
    const there = await base.mark()
    if ((await ports.markOf(draft.bytes).catch(() => '')) === there) {
      await ports.drafts.delete(draft.id)
      continue
    }
    running.found = { id: draft.id, file: draft.bytes }
    // what has been typed meanwhile counts: nothing is put back over it
    ports.stage.settle()
    dispatch({ type: 'draft-found', at: draft.at, fits: draft.base === there || draft.sent.includes(there) })
    return
  }
}

/** Shows a file in place of what is shown; false when that could not be. */
const showFile = (running: Running, file: Blob): Promise<boolean> =>
  inTurn(running, async () => {
    try {
      await running.ports.stage.show(file, { name: running.state().info?.BaseFileName ?? '', editable: true })
      return true
    } catch (error) {
      console.error(error)
      return false
    }
  })

/** The draft goes on the screen, and from there to the host. From then on it is this tab's own. */
export async function restoreDraft(running: Running): Promise<void> {
  const { found, ports, dispatch, state, draftId: abandoned } = running
  if (!found) return
  const { file: before } = running.base
  ports.tabs.hold(found.id)
  const shown = await showFile(running, found.file)
  dispatch({ type: 'draft-shown', ok: shown })
  if (state().recovery?.kind !== 'recovered') return ports.tabs.release(found.id)
  ports.tabs.release(abandoned)
  running.draftId = found.id
  running.restoredFrom = before
  running.newest = { change: state().change, file: found.file }
}

export async function undoRecovery(running: Running): Promise<void> {
  const { restoredFrom, dispatch, state } = running
  if (!restoredFrom) return
  const shown = await showFile(running, restoredFrom)
  dispatch({ type: 'recovery-undone', ok: shown })
  if (shown) running.newest = { change: state().change, file: restoredFrom }
}

export async function forgetRecovery(running: Running): Promise<void> {
  if (running.found) await running.ports.drafts.delete(running.found.id).catch(() => undefined)
  running.found = undefined
}
