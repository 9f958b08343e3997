import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useSession } from '../api/session.tsx'
import { useAskClash } from '../dialogs/clash.tsx'
import { hasUnfinished } from './interrupted.ts'
import type { Picked } from './picked.ts'
import type { UploadQueue } from './queue.ts'
import { isOpen, type Upload } from './upload.ts'

interface Uploads {
  add(picked: Picked[], folder: { id: string }): void
  /** absent until something was uploaded, or an interrupted upload was found */
  queue: UploadQueue | undefined
}

const UploadsContext = createContext<Uploads | undefined>(undefined)

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext)
  if (!uploads) throw new Error('useUploads outside <UploadsProvider>')
  return uploads
}

const NONE: Upload[] = []
const never = () => () => undefined

/** Every line of the upload panel. */
export function useUploadList(): Upload[] {
  const { queue } = useUploads()
  return useSyncExternalStore(queue?.subscribe ?? never, queue?.uploads ?? (() => NONE))
}

/** Keeps uploads going while one walks from folder to folder. The machinery is loaded when it is first needed. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const { me } = useSession()
  const ask = useAskClash()
  const [queue, setQueue] = useState<UploadQueue>()
  const loading = useRef<Promise<UploadQueue>>(undefined)

  const load = useCallback(() => {
    loading.current ??= import('./queue.ts').then(({ createQueue }) => {
      const made = createQueue({ accountId: me.id, maxFileSize: me.maxFileSize, storage: localStorage, ask })
      setQueue(made)
      return made
    })
    return loading.current
  }, [me.id, me.maxFileSize, ask])

  useEffect(() => {
    if (hasUnfinished(localStorage)) void load()
  }, [load])

  // leaving the page would cut what is under way: the browser asks
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (queue?.uploads().some(isOpen)) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [queue])

  const uploads = useMemo<Uploads>(
    () => ({
      queue,
      add(picked, folder) {
        if (picked.length > 0) void load().then((made) => made.add(picked, folder))
      },
    }),
    [queue, load],
  )
  return <UploadsContext.Provider value={uploads}>{children}</UploadsContext.Provider>
}
