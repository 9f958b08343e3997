import { accountRoutes } from './accounts.ts'
import { activityRoutes } from './activity.ts'
import { alertRoutes } from './alerts.ts'
import { doctorRoutes } from './doctor.ts'
import { editingSessionRoutes } from './editing-sessions.ts'
import { editorRoutes } from './editors.ts'
import { itemRoutes } from './items.ts'
import { launchFilmRoutes } from './launch-films.ts'
import { launchFindingRoutes } from './launch-findings.ts'
import { launchKitRoutes } from './launch-kit.ts'
import { launchReportRoutes } from './launch-reports.ts'
import { launchSentRoutes } from './launch-sent.ts'
import { launchTrafficRoutes } from './launch-traffic.ts'
import { mailRoutes } from './mail.ts'
import { measurementRoutes } from './measurements.ts'
import { microsoft365Routes } from './microsoft-365.ts'
import { organizationRoutes } from './organizations.ts'
import { peopleRoutes } from './people.ts'
import { revisionRoutes } from './revisions.ts'
import { rolloutRoutes } from './rollout.ts'
import { rolloutNowRoutes } from './rollout-now.ts'
import { sharingRoutes } from './sharing.ts'
import { teamShareRoutes } from './team-shares.ts'

export * from './accounts.ts'
export * from './activity.ts'
export * from './alerts.ts'
export * from './doctor.ts'
export * from './editing-sessions.ts'
export * from './editors.ts'
export * from './errors.ts'
export * from './items.ts'
export * from './launch.ts'
export * from './launch-films.ts'
export * from './launch-findings.ts'
export * from './launch-flows.ts'
export * from './launch-kit.ts'
export * from './launch-reports.ts'
export * from './launch-screenshots.ts'
export * from './launch-sent.ts'
export * from './launch-steps.ts'
export * from './launch-traffic.ts'
export * from './mail.ts'
export * from './measurements.ts'
export * from './microsoft-365.ts'
export * from './organizations.ts'
export * from './people.ts'
export * from './revisions.ts'
export * from './rollout.ts'
export * from './rollout-now.ts'
export type * from './route.ts'
export * from './sharing.ts'
export * from './team-shares.ts'
export * from './uploads.ts'

/** THE TABLE of the portal's API: handlers, client, docs and the every-route tests loop over it. */
export const ROUTES = {
  ...accountRoutes,
  ...itemRoutes,
  ...revisionRoutes,
  ...sharingRoutes,
  ...peopleRoutes,
  ...organizationRoutes,
  ...teamShareRoutes,
  ...microsoft365Routes,
  ...launchKitRoutes,
  ...launchFindingRoutes,
  ...launchReportRoutes,
  ...launchSentRoutes,
  ...launchTrafficRoutes,
  ...launchFilmRoutes,
  ...rolloutRoutes,
  ...alertRoutes,
  ...measurementRoutes,
  ...editingSessionRoutes,
  ...rolloutNowRoutes,
  ...doctorRoutes,
  ...editorRoutes,
  ...activityRoutes,
  ...mailRoutes,
} as const
export type RouteName = keyof typeof ROUTES
