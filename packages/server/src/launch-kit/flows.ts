import { LAUNCH_FLOWS, type LaunchFlow, type LaunchFlowName } from '@moorage/api'
import type { App } from '../app.ts'
import { microsoft365 } from '../office/microsoft-365.ts'
import type { StoredLaunchKit } from './stored.ts'

/** What a flow that was tried depends on: once it is another, it has to be tried again. */
export const settingsNow = (app: Pick<App, 'config' | 'db'>): string => {
  const { testUrl, productionUrl, rehearsal } = microsoft365(app)
  const { portalOrigin, wopiOrigin, wopiTestOrigin } = app.config
  return JSON.stringify([portalOrigin, wopiOrigin, wopiTestOrigin, testUrl, productionUrl, rehearsal])
}

export const flowsOf = ({ flows }: Pick<StoredLaunchKit, 'flows'>, settings: string): LaunchFlow[] =>
  (Object.keys(LAUNCH_FLOWS) as LaunchFlowName[]).map((name) => {
    const tried = flows[name]
    if (!tried || tried.state === 'to-do') return { name, state: 'to-do', ...(tried?.note ? { note: tried.note } : {}) }
    const { state, at, note } = tried
    return { name, state, at, ...(note ? { note } : {}), ...(tried.settings === settings ? {} : { stale: true }) }
  })
