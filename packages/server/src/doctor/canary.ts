import { createMemoryStore, type MemoryActor, type OperationName, type WopiStore } from '@moorage/wopi'
import type { App } from '../app.ts'
import type { ProofVerdict } from '../office/proofs.ts'
import type { Editor } from '../office/registry.ts'

/** What came in for a canary: the raw request target, and what its proof was worth. */
export interface Heard {
  operation: OperationName | undefined
  target: string
  verdict: ProofVerdict
}

/**
 * A document of the doctor's own that editors open like any other, at the WOPI address and with their own proofs. It
 * is in memory: no organization, folder, activity or quota knows of it, and it is gone with the look or the process.
 */
export interface Canary {
  wopiSrc: string
  accessToken: string
  /** whose proofs are taken */
  editor: Editor
  store: WopiStore<MemoryActor>
  heard: Heard[]
  note(heard: Heard): void
  /** Whether this operation came with a good proof before the signal. */
  waitFor(operation: OperationName, signal: AbortSignal): Promise<boolean>
  end(): void
}

const LIFETIME_MS = 10 * 60_000
const open = new WeakMap<object, Map<string, Canary>>()

export function openCanary(app: Pick<App, 'config' | 'db' | 'now'>, editor: Editor, name: string, content: Uint8Array): Canary {
  const memory = createMemoryStore({
    wopiUrl: `${editor.wopiOrigin}/wopi`,
    now: app.now,
    maxSize: 8 * 1024 * 1024,
    offers: { saveAs: false },
  })
  const id = memory.addFile(name, content)
  const canaries = open.get(app.db) ?? new Map<string, Canary>()
  open.set(app.db, canaries)
  const listeners = new Set<() => void>()
  const came = (operation: OperationName) =>
    canary.heard.some((each) => each.operation === operation && each.verdict.outcome === 'accepted')
  const canary: Canary = {
    wopiSrc: `${editor.wopiOrigin}/wopi/files/${id}`,
    accessToken: memory.issueToken(id, { id: 'doctor', name: 'Doctor', mayEdit: true }, LIFETIME_MS),
    editor,
    store: {
      ...memory,
      async checkFileInfo(actor, fileId, request) {
        const info = await memory.checkFileInfo(actor, fileId, request)
        return 'outcome' in info ? info : { ...info, PostMessageOrigin: app.config.portalOrigin }
      },
    },
    heard: [],
    note(heard) {
      canary.heard.push(heard)
      for (const listener of listeners) listener()
    },
    waitFor: (operation, signal) =>
      new Promise((resolve) => {
        const settle = () => {
          if (!came(operation) && !signal.aborted) return
          listeners.delete(settle)
          signal.removeEventListener('abort', settle)
          resolve(came(operation))
        }
        listeners.add(settle)
        signal.addEventListener('abort', settle)
        settle()
      }),
    end: () => void canaries.delete(id),
  }
  canaries.set(id, canary)
  return canary
}

/** `path` is what comes after /wopi/. Undefined for every file of people. */
export function canaryAt(app: Pick<App, 'db'>, path: string): Canary | undefined {
  const canaries = open.get(app.db)
  if (!canaries?.size) return undefined
  const [kind, id = ''] = path.split('/')
  return kind === 'files' ? canaries.get(id) : undefined
}
