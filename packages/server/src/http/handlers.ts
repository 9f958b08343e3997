import { accountHandlers } from './accounts.ts'
import { activityHandlers } from './activity.ts'
import { alertHandlers } from './alerts.ts'
import type { Handlers } from './api.ts'
import { dashboardHandlers } from './dashboard.ts'
import { doctorHandlers } from './doctor.ts'
import { editingNowHandlers } from './editing-now.ts'
import { editingSessionHandlers } from './editing-sessions.ts'
import { editorHandlers } from './editors.ts'
import { eventHandlers } from './events.ts'
import { itemHandlers } from './items.ts'
import { launchFilmHandlers } from './launch-films.ts'
import { launchFindingHandlers } from './launch-findings.ts'
import { launchKitHandlers } from './launch-kit.ts'
import { launchMeasuredHandlers } from './launch-measured.ts'
import { launchScreenshotHandlers } from './launch-screenshots.ts'
import { mailHandlers } from './mail.ts'
import { measurementHandlers } from './measurements.ts'
import { microsoft365Handlers } from './microsoft-365.ts'
import { organizationHandlers } from './organizations.ts'
import { peopleHandlers } from './people.ts'
import { policyHandlers } from './policies.ts'
import { revisionHandlers } from './revisions.ts'
import { rolloutHandlers } from './rollout.ts'
import { sharingHandlers } from './sharing.ts'
import { teamShareHandlers } from './team-shares.ts'
import { whyHandlers } from './why.ts'

/** Every route's handler, one file per file of the API. */
export const handlers: Handlers = {
  ...accountHandlers,
  ...eventHandlers,
  ...editorHandlers,
  ...microsoft365Handlers,
  ...launchKitHandlers,
  ...launchFindingHandlers,
  ...launchScreenshotHandlers,
  ...launchMeasuredHandlers,
  ...launchFilmHandlers,
  ...itemHandlers,
  ...policyHandlers,
  ...revisionHandlers,
  ...peopleHandlers,
  ...mailHandlers,
  ...sharingHandlers,
  ...whyHandlers,
  ...teamShareHandlers,
  ...organizationHandlers,
  ...dashboardHandlers,
  ...rolloutHandlers,
  ...editingSessionHandlers,
  ...editingNowHandlers,
  ...doctorHandlers,
  ...alertHandlers,
  ...measurementHandlers,
  ...activityHandlers,
}
