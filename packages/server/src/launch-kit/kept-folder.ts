import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from '../app.ts'

/** Where the kit keeps what is too large for the database; made where it is missing. */
export async function keptFolder({ config }: Pick<App, 'config'>, kind: 'films' | 'screenshots'): Promise<string> {
  const folder = join(config.dataFolder, 'launch-kit', kind)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}
