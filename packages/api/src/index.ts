import { accountRoutes } from './accounts.ts'
import { itemRoutes } from './items.ts'
import { revisionRoutes } from './revisions.ts'

export * from './accounts.ts'
export * from './errors.ts'
export * from './items.ts'
export * from './launch.ts'
export * from './revisions.ts'
export type * from './route.ts'
export * from './uploads.ts'

/** THE TABLE of the portal's API: handlers, client, docs and the every-route tests loop over it. */
export const ROUTES = { ...accountRoutes, ...itemRoutes, ...revisionRoutes } as const
export type RouteName = keyof typeof ROUTES
