import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['soffice', 'libreoffice']
/** Where packages put it without putting it on the path; `*` is one folder whose name carries the version. */
const PLACES = [
  '/usr/lib/libreoffice/program',
  '/usr/lib64/libreoffice/program',
  '/opt/*/program',
  '/Applications/LibreOffice.app/Contents/MacOS',
]

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function foldersOf(place: string): string[] {
  const [before, after] = place.split('*')
  if (after === undefined) return [place]
  try {
    return readdirSync(before as string)
      .sort()
      .reverse()
      .map((name) => join(before as string, name, after))
  } catch {
    return []
  }
}

/**
 * The program of LibreOffice as the setting has it: `off`, a path, or `auto` for the first on the path and in the
 * usual places. Looked for anew every time, so that it is found once it is installed.
 */
export function findOffice(setting: string): string | undefined {
  if (setting === 'off') return undefined
  if (setting !== 'auto') return isProgram(setting) ? setting : undefined
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...PLACES.flatMap(foldersOf)]
  for (const folder of folders) for (const name of NAMES) if (isProgram(join(folder, name))) return join(folder, name)
  return undefined
}
