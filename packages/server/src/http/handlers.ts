import { accountHandlers } from './accounts.ts'
import type { Handlers } from './api.ts'
import { eventHandlers } from './events.ts'
import { itemHandlers } from './items.ts'
import { mailHandlers } from './mail.ts'
import { peopleHandlers } from './people.ts'
import { revisionHandlers } from './revisions.ts'
import { sharingHandlers } from './sharing.ts'

/** Every route's handler, one file per file of the API. */
export const handlers: Partial<Handlers> = {
  ...accountHandlers,
  ...eventHandlers,
  ...itemHandlers,
  ...revisionHandlers,
  ...peopleHandlers,
  ...mailHandlers,
  ...sharingHandlers,
}
