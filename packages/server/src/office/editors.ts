import type { Config, EditorConfig } from '../config.ts'
import { M365, M365_TEST, type Microsoft365Now } from './microsoft-365.ts'

export const BUILT_IN = 'built-in'
/** Bound to whatever `moorage session` is pointed at: a validator, a load generator. It opens nothing by itself. */
export const TEST_CLIENT = 'test'

/** Office on phones and tablets: it comes by way of the bootstrapper, never from a page of ours. */
export const NATIVE_CLIENT = 'native'

/** A WOPI client as this server knows it. Grants are bound to one for life. */
export interface EditorEntry {
  id: string
  /** for people */
  name: string
  profile: EditorConfig['profile'] | 'test' | 'native'
  proof: EditorConfig['proof']
  /** absent: it is never offered to people */
  discoveryUrl?: string
  /** a discovery that is read for its proof keys alone */
  keysUrl?: string
  /** whose discovery holds the keys that it signs with */
  keysOf: string
  /** what it must call, and so what its proofs are about */
  wopiOrigin: string
  /** smaller comes first */
  order: number
  /** where it is set up */
  from: 'program' | 'file' | 'portal'
  /** the built-in editor in Microsoft's place */
  rehearsal?: boolean
  /** its discovery is only read when somebody needs it: a demo never calls Microsoft by itself */
  dormant?: boolean
}

/** A row of the table `editor`. */
export type AddedEditor = Pick<EditorConfig, 'id' | 'name' | 'discoveryUrl' | 'profile' | 'proof' | 'wopiOrigin'> & {
  position: number
  removedAt: number | null
}

type EditorsConfig = Pick<
  Config,
  'demo' | 'testClient' | 'testClientDiscovery' | 'wopiOrigin' | 'wopiTestOrigin' | 'editorOrigin' | 'editors' | 'mobile'
>

/**
 * Microsoft 365 in its two environments. They come first of all: who gets them is decided by person, and whoever does
 * is meant to use them.
 */
function microsoft365Entries(config: EditorsConfig, now: Microsoft365Now): EditorEntry[] {
  const common = { profile: 'microsoft', proof: 'required', order: Number.NEGATIVE_INFINITY, from: 'program' } as const
  return [
    {
      ...common,
      id: M365_TEST,
      name: now.rehearsal ? 'Microsoft 365 (rehearsal)' : 'Microsoft 365 (test)',
      rehearsal: now.rehearsal,
      discoveryUrl: now.testUrl,
      keysOf: M365_TEST,
      wopiOrigin: config.wopiTestOrigin,
      dormant: now.state === 'off',
    },
    {
      ...common,
      id: M365,
      name: 'Microsoft 365',
      discoveryUrl: now.productionUrl,
      keysOf: M365,
      wopiOrigin: config.wopiOrigin,
      dormant: now.state !== 'production',
    },
  ]
}

/**
 * Every editor in the order in which it is tried. In the demo the built-in one is before all but Microsoft 365, so
 * that a click always opens something; elsewhere it comes after those that an administrator has set up.
 */
export function editorEntries(config: EditorsConfig, now: Microsoft365Now, added: readonly AddedEditor[]): EditorEntry[] {
  const builtIn: EditorEntry = {
    id: BUILT_IN,
    name: 'Moorage',
    profile: 'built-in',
    proof: 'required',
    discoveryUrl: `${config.editorOrigin}/hosting/discovery`,
    keysOf: BUILT_IN,
    wopiOrigin: config.wopiOrigin,
    order: config.demo ? Number.NEGATIVE_INFINITY : Number.MAX_SAFE_INTEGER,
    from: 'program',
  }
  const test: EditorEntry = {
    id: TEST_CLIENT,
    name: 'a test client',
    profile: 'test',
    proof: 'if-present',
    ...(config.testClientDiscovery ? { keysOf: TEST_CLIENT, keysUrl: config.testClientDiscovery } : { keysOf: BUILT_IN }),
    wopiOrigin: config.wopiOrigin,
    order: Number.POSITIVE_INFINITY,
    from: 'program',
  }
  const native: EditorEntry = {
    id: NATIVE_CLIENT,
    name: 'Office',
    profile: 'native',
    // WOPI: only requests from the web are signed with the keys of discovery
    proof: 'off',
    keysOf: NATIVE_CLIENT,
    wopiOrigin: config.wopiOrigin,
    order: Number.POSITIVE_INFINITY,
    from: 'program',
  }
  const own = (editor: Omit<EditorConfig, 'order'>) => ({ keysOf: editor.id, wopiOrigin: editor.wopiOrigin ?? config.wopiOrigin })
  const configured = config.editors.map((editor): EditorEntry => ({ ...editor, ...own(editor), from: 'file' }))
  const portal = added
    // the settings file may have taken the id since
    .filter(({ id, removedAt }) => removedAt === null && !configured.some((editor) => editor.id === id))
    .map(
      ({ position, removedAt: _, ...editor }): EditorEntry => ({ ...editor, ...own(editor), from: 'portal', order: AFTER_FILE + position }),
    )
  return [
    ...microsoft365Entries(config, now),
    builtIn,
    ...configured,
    ...portal,
    ...(config.testClient || config.demo ? [test] : []),
    ...(config.mobile ? [native] : []),
  ].sort((a, b) => compare(a.order, b.order))
}

/** above every order that the settings file can give */
const AFTER_FILE = 10_000

/** infinities do not subtract */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)
