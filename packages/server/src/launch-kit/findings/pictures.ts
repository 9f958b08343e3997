import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Screenshot } from '@moorage/api'
import type { App } from '../../app.ts'
import { keptFolder } from '../kept-folder.ts'

/** Where the bytes of a screenshot lie. */
export const pictureFile = async (app: Pick<App, 'config'>, id: string) => join(await keptFolder(app, 'screenshots'), id)

/** Durable when resolved: whoever finds its row finds all its bytes. */
export async function keepPicture(app: Pick<App, 'config'>, id: string, bytes: Uint8Array): Promise<void> {
  const file = await pictureFile(app, id)
  const handle = await open(`${file}.part`, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.part`, file)
}

export async function removePictures(app: Pick<App, 'config'>, screenshots: Pick<Screenshot, 'id'>[]): Promise<void> {
  for (const { id } of screenshots) await rm(await pictureFile(app, id), { force: true })
}
