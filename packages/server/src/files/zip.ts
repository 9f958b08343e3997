import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { App } from '../app.ts'
import { openContent } from './content.ts'
import { freeName, nameKey } from './names.ts'
import type { TreeNode } from './tree.ts'
import { childrenOf } from './walk.ts'

type Handles = Pick<App, 'db' | 'blobs'>

/** Packed already: deflating them again costs time and gains nothing. */
const PACKED = new Set(
  'docx xlsx pptx odt ods odp zip gz bz2 xz 7z rar jar png jpg jpeg gif webp heic mp3 mp4 m4a mov mkv webm avi pdf'.split(' '),
)

/**
 * A zip of these nodes and all living below, streamed: one file is open at a time and the next is added only when
 * it has gone out, so memory holds names, never contents. Two of the same name get numbers.
 */
export function zipOf(app: Handles, nodes: TreeNode[]): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  zip.on('error', (error: Error) => output.destroy(error))
  void fill(app, zip, output, nodes).then(
    () => zip.end(),
    (error) => output.destroy(error),
  )
  return output
}

async function fill(app: Handles, zip: ZipFile, output: Readable, nodes: TreeNode[]) {
  const names = new Set<string>()
  for (const node of nodes) {
    const name = freeName(node.name, (key) => names.has(key))
    names.add(nameKey(name))
    await add(app, zip, output, node, name)
  }
}

async function add(app: Handles, zip: ZipFile, output: Readable, node: TreeNode, path: string): Promise<void> {
  if (output.destroyed) throw new Error('nobody reads the zip any more')
  if (node.kind === 'file') return addFile(app, zip, output, node, path)
  let empty = true
  for await (const child of childrenOf(app.db.read, node)) {
    empty = false
    await add(app, zip, output, child, `${path}/${child.name}`)
  }
  if (empty) zip.addEmptyDirectory(path, { mtime: new Date(node.modified_at) })
}

async function addFile(app: Handles, zip: ZipFile, output: Readable, node: TreeNode, path: string) {
  const content = await openContent(app, { organizationId: node.organization_id, fileId: node.id })
  if (!content) return
  const stream = await content.open()
  const options = { mtime: new Date(content.modifiedAt), compress: !PACKED.has(node.extension), size: content.size }
  const stop = () => stream.destroy(new Error('nobody reads the zip any more'))
  if (output.destroyed) stop()
  output.once('close', stop)
  try {
    const gone = once(stream, 'close')
    zip.addReadStreamLazy(path, options, (give) => give(undefined, stream))
    await gone
  } finally {
    output.off('close', stop)
  }
}
