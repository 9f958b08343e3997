import type { Resource } from '../host/store.ts'
import type { PathShape } from '../operations.ts'

/** WOPI: an id is a URL-safe string. Anything else in its place is no id of ours, whatever it decodes to. */
const ID = '[A-Za-z0-9._~-]{1,256}'
const PATH = new RegExp(`^(files|containers|folders)/(${ID})(/contents|/ancestry|/ecosystem_pointer|/children)?$`)

const SHAPES: ReadonlySet<string> = new Set<PathShape>([
  'files/{id}',
  'files/{id}/contents',
  'files/{id}/ancestry',
  'files/{id}/ecosystem_pointer',
  'containers/{id}',
  'containers/{id}/children',
  'containers/{id}/ancestry',
  'containers/{id}/ecosystem_pointer',
  'folders/{id}',
  'folders/{id}/children',
])

/** Reads a path below the WOPI prefix ("files/abc/contents", raw); undefined when it is no endpoint. */
export function parsePath(path: string): { shape: PathShape; resource: Resource } | undefined {
  const plain = path.replace(/^\//, '')
  if (plain === 'ecosystem' || plain === 'ecosystem/root_container_pointer') return { shape: plain, resource: { kind: 'ecosystem' } }
  const [, collection, id = '', rest = ''] = PATH.exec(plain) ?? []
  const shape = `${collection}/{id}${rest}`
  // "." and ".." are URL-safe too
  if (!collection || /^\.+$/.test(id) || !SHAPES.has(shape)) return undefined
  return { shape: shape as PathShape, resource: { kind: collection === 'files' ? 'file' : 'container', id } }
}
