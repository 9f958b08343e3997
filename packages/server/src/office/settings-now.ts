import type { App } from '../app.ts'
import { microsoft365 } from './microsoft-365.ts'

/** What everything that was tried or measured for Microsoft depends on: once it is another, it has to be done again. */
export const settingsNow = (app: Pick<App, 'config' | 'db'>): string => {
  const { testUrl, productionUrl, rehearsal } = microsoft365(app)
  const { portalOrigin, wopiOrigin, wopiTestOrigin } = app.config
  return JSON.stringify([portalOrigin, wopiOrigin, wopiTestOrigin, testUrl, productionUrl, rehearsal])
}
