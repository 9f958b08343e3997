import { DocumentProblem, SaveProblem } from '../view.ts'
import { marked } from './mark.ts'
import type { Running, Taken } from './ports.ts'
import { inTurn, take } from './take.ts'

const STATUS_SENTENCES: Record<number, string> = {
  0: 'The server can’t be reached. Check your connection and try again.',
  401: 'Your access to this document has ended. Close this tab and open it again.',
  404: 'This document isn’t here any more, or isn’t shared with you.',
}
const sentence = (status: number) => STATUS_SENTENCES[status] ?? 'The server could not open this document just now. Try again in a moment.'

export async function checkInfo({ ports, dispatch }: Running): Promise<void> {
  const answer = await ports.relay.info()
  dispatch(answer.ok ? { type: 'opened', info: answer.value } : { type: 'problem', message: sentence(answer.status) })
}

/** WOPI: PutFile without a lock is allowed on an empty file. When somebody was faster, their document is there already. */
export async function create({ ports, dispatch, state }: Running): Promise<void> {
  const info = state().info
  const bytes = await ports.blank(info?.BaseFileName ?? '')
  if (bytes) await ports.relay.put(new Blob([bytes as Uint8Array<ArrayBuffer>]), { ...(info ? { editor: info.UserId } : {}) })
  dispatch({ type: 'created' })
}

export async function show(running: Running, editable: boolean): Promise<void> {
  const { ports, dispatch, state } = running
  const answer = await ports.relay.contents()
  const { phase, info, version: shown } = state()
  if (!answer.ok) {
    // newer bytes can wait for the next look; without any there is nothing to see
    if (phase === 'opening') dispatch({ type: 'problem', message: sentence(answer.status) })
    else if (editable) dispatch({ type: 'shown', version: shown, at: ports.now() })
    return
  }
  const { file, version = info?.Version ?? '' } = answer.value
  // what cannot be shown can be downloaded
  if (phase === 'opening') running.base = marked(file, ports.markOf)
  try {
    const { readOnlyReason } = await inTurn(running, () => ports.stage.show(file, { name: info?.BaseFileName ?? '', editable }))
    running.base = marked(file, ports.markOf)
    running.sent = []
    running.newest = undefined
    dispatch({ type: 'shown', version, at: ports.now(), readOnlyReason })
  } catch (error) {
    const message = error instanceof DocumentProblem ? error.message : 'This document can’t be shown here. It may be damaged.'
    if (!(error instanceof DocumentProblem)) console.error(error)
    dispatch({ type: 'problem', message })
  }
}

export async function save(running: Running, lock: string): Promise<void> {
  const { ports, dispatch, state } = running
  const asked = state().change
  let taken: Taken
  let mark: string
  try {
    taken = await take(running)
    mark = await ports.markOf(taken.file)
  } catch (error) {
    console.error(error)
    running.newest = undefined
    dispatch({ type: 'save-failed', change: asked, status: -1, reason: error instanceof SaveProblem ? error.message : undefined })
    return
  }
  running.sent = [...running.sent.slice(-9), mark]
  const editor = state().info?.UserId
  const answer = await ports.relay.put(taken.file, { lock, autosave: true, ...(editor ? { editor } : {}) })
  if (!answer.ok) {
    dispatch({ type: 'save-failed', change: taken.change, status: answer.status, held: answer.held, reason: answer.reason })
    return
  }
  running.base = { file: taken.file, mark: async () => mark }
  dispatch({ type: 'saved', change: taken.change, version: answer.value.version, at: ports.now() })
}
