/** A chosen or dropped file and the folders that it came in, outermost first. */
export interface Picked {
  file: File
  path: string[]
}

/** Desktop droppings that nobody means to upload. */
const LITTER = new Set(['.ds_store', 'thumbs.db', 'desktop.ini'])

const withoutLitter = (picked: Picked[]) => picked.filter(({ file }) => !LITTER.has(file.name.toLowerCase()))

/** From <input type="file">; with `webkitdirectory` the files know their folders. */
export function pickedFromInput(files: FileList | null): Picked[] {
  return withoutLitter(Array.from(files ?? [], (file) => ({ file, path: file.webkitRelativePath.split('/').slice(0, -1) })))
}

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))

/** A directory answers at most 100 entries at a time, and nothing when it is at its end. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

async function walk(entry: FileSystemEntry, path: string[], found: Picked[]): Promise<void> {
  if (entry.isFile) found.push({ file: await fileOf(entry as FileSystemFileEntry), path })
  else for (const child of await entriesOf(entry as FileSystemDirectoryEntry)) await walk(child, [...path, entry.name], found)
}

/** From a drop: files and whole folders. The entries must be taken before the first await, the browser clears them. */
export async function pickedFromDrop(data: DataTransfer): Promise<Picked[]> {
  const entries: FileSystemEntry[] = []
  const plain: File[] = []
  for (const item of Array.from(data.items)) {
    if (item.kind !== 'file') continue
    const entry = item.webkitGetAsEntry()
    const file = entry ? null : item.getAsFile()
    if (entry) entries.push(entry)
    else if (file) plain.push(file)
  }
  const found: Picked[] = plain.map((file) => ({ file, path: [] }))
  for (const entry of entries) await walk(entry, [], found)
  return withoutLitter(found)
}
