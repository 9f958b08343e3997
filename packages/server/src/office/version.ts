import type { App } from '../app.ts'
import { installationOf } from '../installation.ts'

/**
 * WOPI's Version: the restore epoch, then the file's counter. The epoch is raised when a backup is restored, so that
 * a counter that runs through the same numbers again never says a version that a client has cached.
 */
export const versionOf = ({ db }: Pick<App, 'db'>, counter: number): string => `${installationOf({ db }).restoreEpoch}.${counter}`
