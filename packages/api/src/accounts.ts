import { type Static, Type } from 'typebox'
import { Id, Item, NewFileType } from './items.ts'
import type { Route } from './route.ts'

export const AccountKind = Type.Union([
  Type.Literal('system-administrator'),
  Type.Literal('organization-administrator'),
  Type.Literal('standard'),
  Type.Literal('guest'),
])
export type AccountKind = Static<typeof AccountKind>

export const Me = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  kind: AccountKind,
  organization: Type.Object({ id: Id, name: Type.String() }),
  /** bytes, of the whole organization; limit absent = none */
  space: Type.Object({ used: Type.Integer(), limit: Type.Optional(Type.Integer()) }),
  /** the top folders; a guest's My Files takes nothing, and the portal does not show it */
  myFiles: Item,
  teamShares: Type.Array(Item),
  /** how many files people shared with you */
  sharedWithMe: Type.Integer(),
  /** `/admin` is there: over everything, or over your organization and those below it */
  administers: Type.Union([Type.Literal('everything'), Type.Literal('organization'), Type.Literal('nothing')]),
  unsavedCount: Type.Integer(),
  /** the kinds of new files that an editor opens for them */
  creates: Type.Array(NewFileType),
  /** largest upload, bytes */
  maxFileSize: Type.Integer(),
})
export type Me = Static<typeof Me>

export const DemoCard = Type.Object({ email: Type.String(), name: Type.String(), about: Type.String() })
export type DemoCard = Static<typeof DemoCard>

/** What the sign-in page shows before anybody is signed in. */
export const SignInPage = Type.Object({
  /** demo data only: one click signs in */
  demoCards: Type.Array(DemoCard),
  /** the people of the demo's other organizations, shown when asked for */
  moreDemo: Type.Array(Type.Object({ organization: Type.String(), below: Type.Optional(Type.String()), cards: Type.Array(DemoCard) })),
})
export type SignInPage = Static<typeof SignInPage>

const Email = Type.String({ minLength: 3, maxLength: 254 })

export const accountRoutes = {
  signInPage: { method: 'GET', path: '/api/sign-in', access: 'public', summary: 'What the sign-in page shows.', response: SignInPage },
  signIn: {
    method: 'POST',
    path: '/api/sign-in',
    access: 'public',
    records: 'signed-in',
    summary: 'Start a sign-in session; sets the portal cookie.',
    body: Type.Object({ email: Email, password: Type.String({ minLength: 1, maxLength: 1024 }) }),
    response: Me,
  },
  signInDemo: {
    method: 'POST',
    path: '/api/sign-in/demo',
    access: 'public',
    records: 'signed-in',
    summary: 'Sign in as one of the demo cards (demo data only, else 404).',
    body: Type.Object({ email: Email }),
    response: Me,
  },
  signOut: {
    method: 'POST',
    path: '/api/sign-out',
    access: 'signed-in',
    records: 'signed-out',
    summary: 'End this sign-in session; editing sessions go on.',
  },
  signOutEverywhere: {
    method: 'POST',
    path: '/api/sign-out-everywhere',
    access: 'signed-in',
    records: 'signed-out-everywhere',
    summary: 'End all your sign-in sessions and all your editing sessions.',
  },
  setUpAdministrator: {
    method: 'POST',
    path: '/api/set-up',
    access: 'public',
    records: 'set-up',
    summary: 'Create the first administrator with the one-time link that `moorage serve` printed.',
    body: Type.Object({
      code: Type.String({ minLength: 20, maxLength: 100 }),
      organization: Type.String({ minLength: 1, maxLength: 100 }),
      name: Type.String({ minLength: 1, maxLength: 100 }),
      email: Email,
      password: Type.String({ minLength: 10, maxLength: 1024 }),
    }),
    response: Me,
  },
  me: { method: 'GET', path: '/api/me', access: 'signed-in', summary: 'The signed-in account and its places.', response: Me },
  events: { method: 'GET', path: '/api/events', access: 'signed-in', summary: 'Server-sent events: see ServerEvent.' },
} as const satisfies Record<string, Route>

/** What /api/events sends, as `data:` JSON. */
export type ServerEvent =
  /** something in this folder changed: read it again */
  | { type: 'folder'; folderId: string }
  /** this item changed (content, name, lock) */
  | { type: 'item'; itemId: string; folderId: string }
  /** somebody would like to edit a file that you are editing */
  | { type: 'ask-to-edit'; itemId: string; itemName: string; by: string }
  | { type: 'unsaved'; count: number }
  /** a file was shared with you, or is no longer: read your account and “Shared with me” again */
  | { type: 'shared' }
