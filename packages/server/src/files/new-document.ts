import { buffer } from 'node:stream/consumers'
import { blankParts } from '@moorage/editor'
import { ZipFile } from 'yazl'

const made = new Map<string, Promise<Buffer>>()

async function make(parts: Record<string, string>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [path, xml] of Object.entries(parts))
    zip.addBuffer(Buffer.from(xml), path, { mtime: new Date(Date.UTC(2026, 0, 1)), forceDosTimestamp: true })
  zip.end()
  return buffer(zip.outputStream)
}

/** An empty document of an extension, always the same bytes; undefined where an empty file is one. */
export function newDocument(extension: string): Promise<Buffer> | undefined {
  const parts = blankParts(extension)
  if (!parts) return undefined
  const bytes = made.get(extension) ?? make(parts)
  made.set(extension, bytes)
  return bytes
}
