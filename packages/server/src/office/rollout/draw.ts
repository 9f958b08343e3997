import { createHash } from 'node:crypto'

/**
 * Where an organization or a person stands in the draw of one editor, 0–100: always the same, so that whom a share
 * brought in stays in when it grows. Each editor has a draw of its own, as otherwise the same ones would always be first.
 */
export function drawn(editor: string, id: string): number {
  const bytes = createHash('sha256').update(`${editor}\n${id}`).digest()
  return (bytes.readUInt32BE(0) / 2 ** 32) * 100
}
