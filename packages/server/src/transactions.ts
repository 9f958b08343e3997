import { grantTransactions } from './access/grants.ts'
import { accountTransactions } from './accounts/accounts.ts'
import { administrationTransactions } from './accounts/administration.ts'
import { oauthTransactions } from './accounts/oauth-state.ts'
import { sessionTransactions } from './accounts/sessions.ts'
import { activityTransactions } from './activity.ts'
import { alertTransactions } from './alerts/stored.ts'
import { editingSessionTransactions } from './editing-sessions/keep.ts'
import { failedSessionTransactions } from './editing-sessions/sessions.ts'
import { fileTransactions } from './files/transactions.ts'
import { installationTransactions } from './installation.ts'
import { launchFilmTransactions } from './launch-kit/films/kept.ts'
import { findingTransactions } from './launch-kit/findings/changes.ts'
import { screenshotTransactions } from './launch-kit/findings/screenshot-rows.ts'
import { launchSentTransactions } from './launch-kit/sent.ts'
import { launchKitTransactions } from './launch-kit/stored.ts'
import { validationReportTransactions } from './launch-kit/validation-report.ts'
import { mailTransactions } from './mail.ts'
import { addedEditorTransactions } from './office/added-editors.ts'
import { discoveryTransactions } from './office/discovery-store.ts'
import { editorOrderTransactions } from './office/editor-order.ts'
import { licenceTransactions } from './office/licence.ts'
import { microsoft365Transactions } from './office/microsoft-365.ts'
import { microsoft365ChangeTransactions } from './office/microsoft-365-changes.ts'
import { rolloutTransactions } from './office/rollout/stored.ts'
import { testerTransactions } from './office/testers.ts'
import { openedTransactions } from './opened.ts'
import { organizationTransactions } from './organizations/changes.ts'
import { policyTransactions } from './organizations/policies.ts'
import { rootTransactions } from './organizations/roots.ts'
import { setUpTransactions } from './organizations/set-up.ts'
import { teamShareTransactions } from './organizations/team-shares.ts'

/** Every transaction of the product under its name: what the writer can run. Domain modules add theirs here. */
export const transactions = {
  ...activityTransactions,
  ...openedTransactions,
  ...alertTransactions,
  ...grantTransactions,
  ...editingSessionTransactions,
  ...failedSessionTransactions,
  ...discoveryTransactions,
  ...licenceTransactions,
  ...addedEditorTransactions,
  ...editorOrderTransactions,
  ...microsoft365ChangeTransactions,
  ...testerTransactions,
  ...rolloutTransactions,
  ...launchKitTransactions,
  ...findingTransactions,
  ...screenshotTransactions,
  ...launchSentTransactions,
  ...validationReportTransactions,
  ...launchFilmTransactions,
  ...accountTransactions,
  ...administrationTransactions,
  ...mailTransactions,
  ...sessionTransactions,
  ...oauthTransactions,
  ...fileTransactions,
  ...installationTransactions,
  ...microsoft365Transactions,
  ...policyTransactions,
  ...organizationTransactions,
  ...rootTransactions,
  ...teamShareTransactions,
  ...setUpTransactions,
}
