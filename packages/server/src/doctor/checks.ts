import type { CheckDefinition } from './check.ts'
import { addressChecks } from './checks/addresses.ts'
import { blobChecks } from './checks/blobs.ts'
import { canaryChecks } from './checks/canary.ts'
import { conformanceChecks } from './checks/conformance.ts'
import { databaseChecks } from './checks/database.ts'
import { diskSpaceChecks } from './checks/disk-space.ts'
import { editorChecks } from './checks/editors.ts'
import { framingChecks } from './checks/framing.ts'
import { libreOfficeChecks } from './checks/libreoffice.ts'
import { machineChecks } from './checks/machine.ts'
import { microsoft365FormChecks } from './checks/microsoft-365-form.ts'
import { openedChecks } from './checks/opened.ts'
import { opennessChecks } from './checks/openness.ts'
import { originChecks } from './checks/origins-apart.ts'
import { privateFileChecks } from './checks/private-files.ts'
import { proxyAnswerChecks } from './checks/proxy-answers.ts'
import { proxyHeaderChecks } from './checks/proxy-headers.ts'
import { proxyTrustChecks } from './checks/proxy-trust.ts'
import { proxyUploadChecks } from './checks/proxy-uploads.ts'
import { rawTargetChecks } from './checks/raw-target.ts'
import { savingChecks } from './checks/saving.ts'
import { settingsChecks } from './checks/settings.ts'
import { settingsFileChecks } from './checks/settings-file.ts'
import { tlsChecks } from './checks/tls.ts'
import { tokenChecks } from './checks/tokens.ts'
import { websocketChecks } from './checks/websocket.ts'

/** THE TABLE of what the doctor looks at, in the order in which it is shown. */
export const CHECKS: readonly CheckDefinition[] = [
  ...addressChecks,
  ...originChecks,
  ...rawTargetChecks,
  ...tlsChecks,
  ...proxyTrustChecks,
  ...proxyHeaderChecks,
  ...proxyUploadChecks,
  ...proxyAnswerChecks,
  ...editorChecks,
  ...canaryChecks,
  ...framingChecks,
  ...openedChecks,
  ...websocketChecks,
  ...libreOfficeChecks,
  ...blobChecks,
  ...diskSpaceChecks,
  ...databaseChecks,
  ...savingChecks,
  ...privateFileChecks,
  ...settingsFileChecks,
  ...tokenChecks,
  ...machineChecks,
  ...opennessChecks,
  ...settingsChecks,
  ...microsoft365FormChecks,
  ...conformanceChecks,
]
