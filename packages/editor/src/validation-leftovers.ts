import type { RunEvent, TestRequest, TestSuite } from '@moorage/validator'
import { isRemembered, isTestName } from './validation-names.ts'

/** A file or folder that a test made and did not take away. */
export interface Leftover {
  kind: 'file' | 'container'
  name: string
  /** as the host gave it, with a token of its own; a file that only its name is known of has none */
  url?: string
}
type WithUrl = Leftover & { url: string }

/** `file 7` of …/files/7?access_token=…: addresses of one thing differ by their tokens. */
const keyOf = (url: string) => /\/(files|containers)\/([^/?#]+)/.exec(url)?.slice(1).join(' ')

interface Pointer {
  Name?: unknown
  Url?: unknown
}

const MADE: Record<string, Leftover['kind']> = { PutRelativeFile: 'file', CreateChildFile: 'file', CreateChildContainer: 'container' }

function leftoverOf(kind: Leftover['kind'], { Name: name, Url: url }: Pointer): WithUrl | undefined {
  return typeof name === 'string' && typeof url === 'string' && keyOf(url) ? { kind, name, url } : undefined
}

function jsonOf(body: Uint8Array): Pointer & { ContainerPointer?: Pointer; ChildFiles?: Pointer[]; ChildContainers?: Pointer[] } {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as ReturnType<typeof jsonOf>
  } catch {
    return {}
  }
}

/** Keeps account of what the cases of a run made and deleted again. */
export function leftoverAccount(wopiSrc: string) {
  const made = new Map<string, WithUrl>()
  const add = (entry: WithUrl | undefined) => {
    const key = entry && keyOf(entry.url)
    if (entry && key && key !== keyOf(wopiSrc)) made.set(key, entry)
  }
  return {
    see(event: RunEvent) {
      if (event.type !== 'case-finished') return
      for (const { operation, request, response } of event.result.exchanges) {
        if (!request || !response) continue
        const kind = MADE[operation]
        const key = keyOf(request.url)
        if (kind && response.status === 200) {
          const json = jsonOf(response.body)
          add(leftoverOf(kind, kind === 'file' ? json : (json.ContainerPointer ?? {})))
        }
        if (/^Delete/.test(operation) && [200, 404].includes(response.status) && key) made.delete(key)
        const renamed = operation === 'RenameFile' && response.status === 200 && key ? made.get(key) : undefined
        if (renamed) renamed.name = String(jsonOf(response.body).Name ?? renamed.name)
      }
    },
    /** what lies in the file's folder under a name that only tests give */
    found(body: Uint8Array) {
      const { ChildFiles = [], ChildContainers = [] } = jsonOf(body)
      const named = [
        ...ChildFiles.map((pointer) => leftoverOf('file', pointer)),
        ...ChildContainers.map((pointer) => leftoverOf('container', pointer)),
      ]
      for (const entry of named) if (entry && isTestName(entry.name)) add(entry)
    },
    // folders after what is in them
    list: (): WithUrl[] => [...made.values()].sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'file' ? -1 : 1)),
  }
}

export const request = (operation: string, overrideUrl?: string): TestRequest => ({
  operation,
  overrideUrl,
  checks: undefined,
  mutators: [],
  saves: [],
})

/** a file without a byte */
export const NOTHING = { id: 'nothing', name: '', path: '' }

export const suiteOf = (requests: TestRequest[][]): TestSuite => ({
  resources: new Map([[NOTHING.id, NOTHING]]),
  prerequisites: new Map(),
  groups: [
    {
      name: 'Leftovers',
      hasDelay: false,
      prerequisites: [],
      cases: requests.map((each, index) => ({
        name: String(index),
        category: 'WopiCore',
        description: '',
        document: undefined,
        documentationLink: undefined,
        failMessage: undefined,
        requests: each,
        cleanup: [],
      })),
    },
  ],
})

/** Lists the file's folder, where the host shows it: CheckFileInfo is asked by the caller. */
export const listFolder: TestSuite = suiteOf([
  [
    { ...request('EnumerateAncestors'), saves: [{ name: 'Parent', source: 'AncestorsWithRootFirst[-1:].Url', from: 'JsonBody' }] },
    request('EnumerateChildren', '$State:Parent'),
  ],
])

export const deleteAll = (leftovers: readonly WithUrl[]): TestSuite =>
  suiteOf(leftovers.map(({ kind, url }) => [request(kind === 'file' ? 'DeleteFile' : 'DeleteContainer', url)]))

const isAddress = ({ kind, url }: Partial<Leftover>, origin: string) =>
  url?.startsWith(`${origin}/wopi/${kind}s/`) && /^[A-Za-z0-9_-]+\?[!-~]+$/.test(url.slice(`${origin}/wopi/${kind}s/`.length))

/** Only files and folders of our own hosts, by their whole address or a name that tests give, and never the file under test. */
export function parseLeftovers(text: string, wopiSrc: string, wopiOrigins: readonly string[]): Leftover[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(value) || value.length === 0 || value.length > 200) return undefined
  const allowed = (value as Partial<Leftover>[]).every(({ kind, name, url }) => {
    if (url === undefined) return kind === 'file' && isRemembered(name)
    return (
      typeof url === 'string' &&
      (kind === 'file' || kind === 'container') &&
      keyOf(url) !== keyOf(wopiSrc) &&
      wopiOrigins.some((origin) => isAddress({ kind, url }, origin))
    )
  })
  return allowed ? (value as Leftover[]) : undefined
}
