import { type Static, Type } from 'typebox'
import { Time } from './items.ts'
import { Screenshot } from './launch-screenshots.ts'

/** What Microsoft's people try by hand (PROTOCOL 16.6), to be tried before they do: what to do, and what has to be seen. */
export const LAUNCH_FLOWS = {
  coauthoring: {
    title: 'Two people in one document',
    todo: [
      'Sign in as the first test account, and share a Word document with the second as Editor.',
      'Open it for editing as both, in two browsers, and write in it as both.',
      'Close both, and open the document again. Do the same in Excel and in PowerPoint.',
    ],
    seen: 'Both appear in one editing session, stay connected, and the saved document has what both wrote.',
  },
  'one-account-twice': {
    title: 'One account in two browsers',
    todo: ['Open the same document for editing in two browsers as the same account.', 'Write in both.'],
    seen: 'Both are in one editing session, and the account is shown as one person.',
  },
  'download-a-copy': {
    title: 'Download a Copy',
    todo: ['Write something, and wait for “Saved to …”.', 'Choose File › Save As › Download a Copy.'],
    seen: 'The download begins at once, without a page between, and has what was written last.',
  },
  rename: {
    title: 'Rename in the title bar',
    todo: ['Click the name in the editor’s title bar, and write another.', 'Go back to the list of files.'],
    seen: 'The browser’s tab and the list of files show the new name.',
  },
  'save-as': {
    title: 'Save As in Excel',
    todo: ['Open a workbook, and choose File › Save As › Save As.', 'Give it a new name.'],
    seen: 'The copy opens, and lies beside the workbook in the list of files.',
  },
  appearance: {
    title: 'How it looks',
    todo: [
      'Open a document of each kind, for viewing and for editing.',
      'Look at the edges of the editor, the browser’s tab, the breadcrumbs, and the icons of the list of files.',
      'Follow both breadcrumbs.',
    ],
    seen: 'The editor fills the window, with nothing around it and no page before it; the tab has the document’s name and the application’s icon; one breadcrumb leads home, the other to the folder.',
  },
} as const satisfies Record<string, { title: string; todo: string[]; seen: string }>
export type LaunchFlowName = keyof typeof LAUNCH_FLOWS

export const FlowName = Type.Unsafe<LaunchFlowName>(Type.String({ enum: Object.keys(LAUNCH_FLOWS) }))
export const FlowState = Type.Union([Type.Literal('to-do'), Type.Literal('passed'), Type.Literal('failed')])
export const LaunchFlow = Type.Object({
  name: FlowName,
  state: FlowState,
  /** when it was tried, and who did */
  at: Type.Optional(Time),
  by: Type.Optional(Type.String()),
  /** what the settings of Microsoft 365 were then is no longer what they are now */
  stale: Type.Optional(Type.Boolean()),
  note: Type.Optional(Type.String()),
  /** of each line of `todo`: when it was done, by whom, and whether the settings are others now; null where it was not */
  done: Type.Array(Type.Union([Type.Object({ at: Time, by: Type.String(), stale: Type.Optional(Type.Boolean()) }), Type.Null()])),
  screenshots: Type.Array(Screenshot),
})
export type LaunchFlow = Static<typeof LaunchFlow>
