import { accountHandlers } from './accounts.ts'
import type { Handlers } from './api.ts'
import { editorHandlers } from './editors.ts'
import { eventHandlers } from './events.ts'
import { itemHandlers } from './items.ts'
import { mailHandlers } from './mail.ts'
import { microsoft365Handlers } from './microsoft-365.ts'
import { peopleHandlers } from './people.ts'
import { policyHandlers } from './policies.ts'
import { revisionHandlers } from './revisions.ts'
import { sharingHandlers } from './sharing.ts'

/** Every route's handler, one file per file of the API. */
export const handlers: Partial<Handlers> = {
  ...accountHandlers,
  ...eventHandlers,
  ...editorHandlers,
  ...microsoft365Handlers,
  ...itemHandlers,
  ...policyHandlers,
  ...revisionHandlers,
  ...peopleHandlers,
  ...mailHandlers,
  ...sharingHandlers,
}
