import type { FrameMessage } from '@moorage/wopi/frame'
import { describe, expect, test } from 'vitest'
import { react, type Situation } from './conversation.ts'

const timing = { Click: 1, Iframe: 2, HostFrameFetchStart: 3, RedirectCount: 0 }
const situation: Situation = {
  launch: { actionUrl: 'https://editor.example/edit?wopisrc=x', editUrl: '/open/f?action=edit', profile: 'built-in' },
  name: 'Report.docx',
  timing,
  isTopFrameTrusted: true,
}
const hear = (MessageId: string, Values: FrameMessage['Values'] = {}, changes: Partial<Situation> = {}) =>
  react({ MessageId, SendTime: 0, Values }, { ...situation, ...changes })

describe('when the editor reports that it loads', () => {
  test('it is told that the page is ready, and how long the page took', () => {
    expect(hear('App_LoadingStatus', { DocumentLoadedTime: 12 })).toEqual([
      { kind: 'loaded' },
      { kind: 'post', name: 'Host_PostmessageReady', values: {} },
      { kind: 'post', name: 'Host_PerfTiming', values: timing },
    ])
  })

  test.each(['Frame_Ready', 'Document_Loaded'])('Collabora’s %s counts too', (Status) => {
    expect(hear('App_LoadingStatus', { Status }).map(({ kind }) => kind)).toEqual(['loaded', 'post', 'post'])
  })

  test('Collabora’s Failed is a failure', () => {
    expect(hear('App_LoadingStatus', { Status: 'Failed' })).toEqual([{ kind: 'refused' }])
  })
})

test.each([
  ['UI_Close', [{ kind: 'close' }]],
  ['UI_Edit', [{ kind: 'go', url: '/open/f?action=edit' }]],
  ['UI_FileVersions', [{ kind: 'open-revisions' }]],
  ['UI_Sharing', [{ kind: 'share' }]],
  ['UI_AskToEdit', [{ kind: 'ask-to-edit' }]],
  ['App_IsFrameTrusted', [{ kind: 'post', name: 'Host_IsFrameTrusted', values: { isTopFrameTrusted: true } }]],
  ['Edit_Notification', []],
  ['Something_New', []],
])('%s leads to %j', (name, effects) => {
  expect(hear(name)).toEqual(effects)
})

describe('a rename', () => {
  test('keeps the extension, which editors leave out', () => {
    expect(hear('File_Rename', { NewName: 'Plan' })).toEqual([{ kind: 'rename', name: 'Plan.docx' }])
    expect(hear('File_Rename', { NewName: 'Plan.DOCX' })).toEqual([{ kind: 'rename', name: 'Plan.DOCX' }])
  })

  test.each([undefined, '', 7, null])('to %j is none', (NewName) => {
    expect(hear('File_Rename', { NewName })).toEqual([])
  })
})

test('only our own editor may ask for somebody to be asked, in Microsoft 365’s place too', () => {
  const launch = { ...situation.launch, profile: 'microsoft' } as const
  expect(hear('UI_AskToEdit', {}, { launch })).toEqual([])
  const rehearsing = { ...launch, actionUrl: `${launch.actionUrl}&rehearsal=1` }
  expect(hear('UI_AskToEdit', {}, { launch: rehearsing })).toEqual([{ kind: 'ask-to-edit' }])
})

test.each(['saved', 'saving', 'unsaved', 'failed'])('a document says that it is %s', (State) => {
  expect(hear('Doc_State', { State })).toEqual([{ kind: 'document-state', state: State }])
})

test('a state that does not exist changes nothing', () => {
  expect(hear('Doc_State', { State: 'on fire' })).toEqual([])
})
