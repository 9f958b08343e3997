import type { Config, EditorConfig } from '../config.ts'

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
}

type EditorsConfig = Pick<Config, 'demo' | 'testClient' | 'testClientDiscovery' | 'wopiOrigin' | 'editorOrigin' | 'editors' | 'mobile'>

/**
 * Every editor in the order in which it is tried. In the demo the built-in one is first, so that a click always
 * opens something; elsewhere it comes after those that an administrator has set up.
 */
export function editorEntries(config: EditorsConfig): EditorEntry[] {
  const builtIn: EditorEntry = {
    id: BUILT_IN,
    name: 'Moorage',
    profile: 'built-in',
    proof: 'required',
    discoveryUrl: `${config.editorOrigin}/hosting/discovery`,
    keysOf: BUILT_IN,
    wopiOrigin: config.wopiOrigin,
    order: config.demo ? Number.NEGATIVE_INFINITY : Number.MAX_SAFE_INTEGER,
  }
  const test: EditorEntry = {
    id: TEST_CLIENT,
    name: 'a test client',
    profile: 'test',
    proof: 'if-present',
    ...(config.testClientDiscovery ? { keysOf: TEST_CLIENT, keysUrl: config.testClientDiscovery } : { keysOf: BUILT_IN }),
    wopiOrigin: config.wopiOrigin,
    order: Number.POSITIVE_INFINITY,
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
  }
  const configured = config.editors.map((editor) => ({ ...editor, keysOf: editor.id, wopiOrigin: editor.wopiOrigin ?? config.wopiOrigin }))
  return [builtIn, ...configured, ...(config.testClient || config.demo ? [test] : []), ...(config.mobile ? [native] : [])].sort((a, b) =>
    compare(a.order, b.order),
  )
}

/** infinities do not subtract */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)
