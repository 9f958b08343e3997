import { type LaunchFlowName, SCREENSHOT_MAX_BYTES, SCREENSHOT_TYPES, type Screenshot } from '@moorage/api'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../../../api/call.ts'
import { address } from '../../../../api/routes.ts'
import { sayWhen } from '../../../../format.ts'
import { wordsFindings } from '../../../../words-launch-findings.ts'

const words = wordsFindings.screenshots

/** What the pictures belong to. */
export type PictureOwner = { findingId: string } | { flow: LaunchFlowName }

/** One as it is shown, kept by the server or not yet. */
export interface Picture {
  id: string
  name: string
  src: string
  /** who added it, and when */
  about?: string
  file?: File
}

const ofServer = ({ id, name, addedBy, addedAt }: Screenshot): Picture => ({
  id,
  name,
  src: address('getScreenshot', { screenshotId: id }),
  about: words.added(addedBy, sayWhen(addedAt)),
})

/** Why a file is not even sent. */
function refusal({ name, type, size }: File): string | undefined {
  if (type && !(SCREENSHOT_TYPES as readonly string[]).includes(type)) return words.wrongKind(name)
  return size > SCREENSHOT_MAX_BYTES ? words.tooLarge(name) : undefined
}

const send = (owner: PictureOwner, file: File, replaces?: string) =>
  call('addScreenshot', { query: { ...owner, name: file.name, ...(replaces ? { replaces } : {}) }, bytes: file })

export interface Pictures {
  list: Picture[]
  busy: boolean
  /** @throws ApiProblem, or an Error whose message is for people; what was sent before it stays */
  add(files: File[]): Promise<void>
  replace(id: string, file: File): Promise<void>
  remove(id: string): Promise<void>
  /** sends what waits for its owner */
  sendTo(owner: PictureOwner): Promise<void>
}

/**
 * The pictures of `owner`, changed at once; without an owner they wait until there is one. `kept`: what the server has,
 * `again` asks it for that anew.
 */
export function usePictures(owner: PictureOwner | undefined, kept: Screenshot[], again: () => Promise<void>): Pictures {
  const [waiting, setWaiting] = useState<Picture[]>([])
  const [busy, setBusy] = useState(false)
  const urls = useRef(new Set<string>())
  useEffect(() => {
    const made = urls.current
    return () => {
      for (const url of made) URL.revokeObjectURL(url)
    }
  }, [])

  const local = (file: File): Picture => {
    const src = URL.createObjectURL(file)
    urls.current.add(src)
    return { id: src, name: file.name || words.pasted, src, file }
  }
  const checked = (files: File[]) => {
    const said = files.map(refusal).find(Boolean)
    if (said) throw new Error(said)
  }
  const during = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
    } finally {
      await again()
      setBusy(false)
    }
  }
  const drop = (id: string) => setWaiting((before) => before.filter((each) => each.id !== id))
  const waits = (id: string) => waiting.some((each) => each.id === id)
  return {
    list: [...kept.map(ofServer), ...waiting],
    busy,
    add: async (files) => {
      checked(files)
      if (!owner) return setWaiting((before) => [...before, ...files.map(local)])
      await during(async () => {
        for (const file of files) await send(owner, file)
      })
    },
    replace: async (id, file) => {
      checked([file])
      if (waits(id)) return setWaiting((before) => before.map((each) => (each.id === id ? local(file) : each)))
      if (owner) await during(async () => void (await send(owner, file, id)))
    },
    remove: async (id) => {
      if (waits(id)) return drop(id)
      await during(() => call('removeScreenshot', { params: { screenshotId: id } }))
    },
    sendTo: async (to) => {
      for (const { id, file } of waiting) {
        if (!file) continue
        await send(to, file)
        drop(id)
      }
    },
  }
}

/** The pictures among what was pasted or dropped. */
export const picturesIn = (transfer: DataTransfer | null): File[] =>
  [...(transfer?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
