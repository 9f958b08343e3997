import { accountHandlers } from './accounts.ts'
import type { Handlers } from './api.ts'

/** Every route's handler, one file per file of the API. */
export const handlers: Partial<Handlers> = { ...accountHandlers }
