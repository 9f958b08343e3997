import { words } from './words.ts'

/** The extension of a name, with its dot; '' when it has none. */
const extensionOf = (name: string) => /[^.](\.[^.]+)$/.exec(name)?.[1] ?? ''

/** Editors report a new name without extension; some add it. */
export function renamed(name: string, newName: string): string {
  const extension = extensionOf(name)
  return newName.toLowerCase().endsWith(extension.toLowerCase()) ? newName : `${newName}${extension}`
}

/** The page's title after a rename: whatever else was in it stays. */
export const renamedTitle = (title: string, name: string, newName: string): string =>
  title.includes(name) ? title.replace(name, () => newName) : newName

/** The tab's title while a save has failed says so, and no longer when one worked. */
export function notSavedTitle(title: string, failed: boolean): string {
  const plain = title.startsWith(words.notSaved) ? title.slice(words.notSaved.length) : title
  return failed ? words.notSaved + plain : plain
}
