import { AppError, LAUNCH_PROFILES } from '@moorage/api'
import { storedLaunchKit } from '../launch-kit/stored.ts'
import { trafficNow } from '../launch-kit/traffic-now.ts'
import { validateSoon, validationReports } from '../launch-kit/validation.ts'
import { profileReports, reportPage, validationReport } from '../launch-kit/validation-report.ts'
import { settingsNow } from '../office/settings-now.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import type { Handlers } from './api.ts'
import { sendPage } from './download.ts'

const about = (detail: string) => ({
  organizationId: ALL_ORGANIZATIONS,
  subject: { kind: 'setting' as const, name: 'Microsoft 365' },
  detail,
})

type MeasuredRoute = 'getValidationReports' | 'runValidation' | 'downloadValidationReport' | 'getLaunchTraffic' | 'changeLaunchTraffic'

export const launchMeasuredHandlers: Pick<Handlers, MeasuredRoute> = {
  getValidationReports: ({ app }) => validationReports(app),

  runValidation: async ({ app, body, note }) => {
    await validateSoon(app, body.profiles)
    note(about(body.profiles.map((profile) => LAUNCH_PROFILES[profile].title).join(', ')))
    return validationReports(app)
  },

  downloadValidationReport: async ({ app, params, reply }) => {
    const report = await validationReport(app, params.reportId)
    if (!report) throw new AppError('NOT_FOUND', { detail: 'This report is no longer kept.' })
    const stale = (await profileReports(app, settingsNow(app))).some(({ state, last }) => state === 'stale' && last?.id === report.id)
    const note = stale ? '**Stale**: the settings have changed since.' : undefined
    return sendPage(reply, reportPage(report, note), `Validation ${report.profile} ${new Date(report.at).toISOString().slice(0, 10)}.md`)
  },

  getLaunchTraffic: async ({ app }) => trafficNow(app, await storedLaunchKit(app)),

  changeLaunchTraffic: async ({ app, body, note }) => {
    const parts = body.kinds.word + body.kinds.excel + body.kinds.powerpoint
    if (Math.abs(parts - 100) > 0.5)
      throw new AppError('BAD_REQUEST', { detail: 'Word, Excel and PowerPoint must be 100 percent together.' })
    const stated = body.regions.reduce((sum, { percent = 0 }) => sum + percent, 0)
    if (stated > 100.5) throw new AppError('BAD_REQUEST', { detail: 'The regions are more than 100 percent together.' })
    await app.db.transact('changeLaunchKit', { fields: {}, step: undefined, flow: undefined, tick: undefined, traffic: body })
    note(about('traffic estimates'))
    return trafficNow(app, await storedLaunchKit(app))
  },
}
