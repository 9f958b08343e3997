import type { App } from '../app.ts'
import { settingOf } from '../installation.ts'

const epochs = new WeakMap<App['db'], string>()

/**
 * WOPI's Version: the restore epoch, then the file's counter. The epoch is raised when a backup is restored, so that
 * a counter that runs through the same numbers again never says a version that a client has cached.
 */
export async function versionOf({ db }: Pick<App, 'db'>, counter: number): Promise<string> {
  let epoch = epochs.get(db)
  if (epoch === undefined) {
    epoch = (await settingOf({ db }, 'restore_epoch')) ?? '1'
    epochs.set(db, epoch)
  }
  return `${epoch}.${counter}`
}
