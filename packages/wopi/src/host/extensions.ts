import { splitName } from './names.ts'

/** Whether a file's name ends in one of these extensions, which are lower-case with their dot; all do when undefined. */
export const hasExtension = (name: string, extensions: readonly string[] | undefined): boolean =>
  extensions === undefined || extensions.includes(splitName(name).extension.toLowerCase())
