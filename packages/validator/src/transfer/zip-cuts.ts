const LOCAL_HEADER = 0x04034b50
const CENTRAL_HEADER = 0x02014b50
const END_OF_DIRECTORY = 0x06054b50
const END_SIZE = 22

/** A stream that is said to be a zip archive and is not, or uses what this reader does not know. */
export class ZipError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ZipError'
  }
}

function directoryOf(view: DataView): { at: number; entries: number } {
  for (let position = view.byteLength - END_SIZE; position >= 0; position--) {
    if (view.getUint32(position, true) !== END_OF_DIRECTORY) continue
    return { at: view.getUint32(position + 16, true), entries: view.getUint16(position + 10, true) }
  }
  throw new ZipError('Not a zip archive: no end of central directory')
}

/** Where each entry's local header begins, in file order. */
function headerOffsets(view: DataView, directory: { at: number; entries: number }): number[] {
  const offsets: number[] = []
  let position = directory.at
  for (let entry = 0; entry < directory.entries; entry++) {
    if (position + 46 > view.byteLength || view.getUint32(position, true) !== CENTRAL_HEADER)
      throw new ZipError('A damaged central directory')
    offsets.push(view.getUint32(position + 42, true))
    position += 46 + view.getUint16(position + 28, true) + view.getUint16(position + 30, true) + view.getUint16(position + 32, true)
  }
  return offsets.sort((a, b) => a - b)
}

/**
 * Where the chunks of the Zip scheme begin: each entry's local header, each entry's payload (with its data
 * descriptor, if it has one), and everything from the central directory on. An empty payload makes no chunk.
 */
export function zipCuts(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const directory = directoryOf(view)
  const cuts = new Set<number>([0])
  for (const offset of headerOffsets(view, directory)) {
    if (offset + 30 > directory.at || view.getUint32(offset, true) !== LOCAL_HEADER) throw new ZipError(`No entry at byte ${offset}`)
    cuts.add(offset)
    cuts.add(offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true))
  }
  cuts.add(directory.at)
  return [...cuts].filter((cut) => cut < bytes.length).sort((a, b) => a - b)
}
