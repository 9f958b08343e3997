import { once } from 'node:events'
import { connect } from 'node:net'
import type { Item, Me, Organization, Response as ResponseOf, ROUTES, Rollout, RolloutNow, RolloutStage } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watchBrakes } from '../src/office/rollout/brake.ts'
import { followSchedules } from '../src/office/rollout/schedule.ts'
import { type ClockServer, startClockServer } from './clock-server.ts'
import { ALL_ORGANIZATIONS } from './microsoft-365-world.ts'
import type { Visitor } from './server.ts'
import { json } from './two-organizations.ts'
import { FakeEditor } from './wopi-editor.ts'
import { launched } from './wopi-launches.ts'
import { address, eventually, type Held, wopi } from './wopi-requests.ts'

/** A week of a roll-out day by day, on a clock of its own, from Monday morning until the brake stops it on Friday. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MONDAY = Date.UTC(2026, 10, 30, 8)
/** nine in the morning: 0 is Monday */
const nine = (day: number) => MONDAY + HOUR + day * 24 * HOUR
const EDITOR = 'collabora'
const [NEW, FORMER] = ['Collabora Online', 'Moorage']

const EMAILS = {
  anna: 'anna@demo.test',
  ben: 'ben@demo.test',
  admin: 'admin@demo.test',
  carmen: 'carmen@pier4.test',
  elin: 'elin@kestrel.test',
}
type Name = keyof typeof EMAILS
type Why = ResponseOf<(typeof ROUTES)['why']>

let editor: FakeEditor
let server: ClockServer
const ids = {} as Record<Name, string>
const files = {} as Record<Name, string>

const signIn = (name: Name) => server.signIn(EMAILS[name])
const newFile = async (who: Visitor, folderId: string, name: string) =>
  (await json<Item>(await who.post(`/api/folders/${folderId}/files`, { name, type: 'text' }))).id

beforeAll(async () => {
  editor = await FakeEditor.start()
  server = await startClockServer({ MOORAGE_EDITORS: editor.entry({ proof: 'off' }) }, MONDAY, [EDITOR, 'built-in'])
  const order = { extension: '*', editors: [EDITOR, 'built-in'] }
  await json(await (await signIn('admin')).patch(`/api/admin/organizations/${ALL_ORGANIZATIONS}/editor-order`, order))
  for (const name of Object.keys(EMAILS) as Name[]) {
    const who = await signIn(name)
    const me = await who.get<Me>('/api/me')
    ids[name] = me.id
    files[name] = await newFile(who, me.myFiles.id, 'Week')
  }
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

/** What the job does every ten seconds. */
async function job() {
  const tripped = await watchBrakes(server.app)
  await followSchedules(server.app)
  return tripped
}
async function at(time: number) {
  server.clock.now = time
  return job()
}
/** What an editor does while nobody types: it refreshes its lock every 15 minutes. */
async function passes(time: number, session: { refreshes(): Promise<void> }) {
  while (server.clock.now < time) {
    await at(Math.min(time, server.clock.now + 15 * MINUTE))
    await session.refreshes()
  }
}
/** Opens their file by a click. */
const opens = async (name: Name) => launched(await signIn(name), files[name])

async function why(name: Name) {
  const query = new URLSearchParams({ accountId: ids[name], file: files[name] })
  const answer = await (await signIn('admin')).get<Why>(`/api/admin/why?${query}`)
  const verdict = answer.verdicts.find((one) => one.editor === EDITOR)
  if (!verdict) throw new Error('the editor is not judged')
  // the answer is the one that was acted on
  expect(answer.opens).toBe(verdict.action === 'edit' ? EDITOR : 'built-in')
  return verdict
}

const rollout = async () => {
  const { rollouts } = await (await signIn('admin')).get<{ rollouts: Rollout[] }>('/api/admin/rollouts')
  return rollouts.find((one) => one.editor === EDITOR) as Rollout
}
const decide = async (what: string, reason?: string) => {
  const { stage } = await rollout()
  return json<Rollout>(await (await signIn('admin')).post(`/api/admin/rollouts/${EDITOR}/decisions`, { what, stage, reason }))
}

/** An editing session that goes on: it locks, and saves whenever it is asked to. */
async function edits(name: Name) {
  const held = await opens(name)
  const lock = `lock of ${name}`
  expect((await wopi.lock(held, lock)).status).toBe(200)
  return {
    refreshes: async () => expect((await wopi.refresh(held, lock)).status).toBe(200),
    saves: async (content: string) => {
      expect((await wopi.put(held, content, lock)).status).toBe(200)
      expect((await wopi.info(held)).json<{ UserCanWrite: boolean }>().UserCanWrite).toBe(true)
    },
    closes: async () => expect((await wopi.unlock(held, lock)).status).toBe(200),
    held,
    lock,
  }
}

/** A client that gives up in the middle of a save. */
async function breaksOff(held: Held, lock: string) {
  const url = new URL(address(held, '/contents'))
  const socket = connect(Number(url.port), url.hostname)
  await once(socket, 'connect')
  const head = [
    `POST ${url.pathname}${url.search} HTTP/1.1`,
    `host: ${url.host}`,
    'content-length: 100000',
    'x-wopi-override: PUT',
    `x-wopi-lock: ${lock}`,
  ]
  await new Promise<void>((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\na beginning`, () => resolve()))
  socket.destroy()
}

test('a week: stage after stage as planned, a ceiling, a hold, and the brake; nobody is cut, and Why explains every day', async () => {
  const admin = await signIn('admin')
  const { organizations } = await admin.get<{ organizations: Organization[] }>('/api/admin/organizations')
  const pier4 = organizations.find(({ name }) => name === 'Pier 4 Works')?.id ?? ''
  const projects = (await admin.get<Me>('/api/me')).teamShares[0]?.id ?? ''
  const stages: RolloutStage[] = [
    { name: 'Pilots', audience: { kind: 'people', accountIds: [ids.anna] }, ceilings: {} },
    { name: 'Projects', audience: { kind: 'team-shares', teamShareIds: [projects] }, startsAt: nine(1), ceilings: { perMinute: 1 } },
    { name: 'Pier 4', audience: { kind: 'organizations', organizationIds: [pier4] }, startsAt: nine(2), ceilings: {} },
    { name: 'Everybody', audience: { kind: 'everybody' }, startsAt: nine(3), ceilings: {} },
  ]
  const brake = { does: 'step-back', minutes: 30, minOpens: 5, errors: 0.05, openFailures: 0.2, conflicts: 0.5, saveMs: 3000, worse: 3 }
  await json(await admin.patch(`/api/admin/rollouts/${EDITOR}`, { stages, brake }))

  // Monday: it comes to nobody before it is started, and then to the pilot only
  expect((await opens('elin')).editorName).toBe(NEW)
  await decide('start')
  expect((await opens('anna')).editorName).toBe(NEW)
  expect((await opens('ben')).editorName).toBe(FORMER)
  expect((await why('anna')).action).toBe('edit')
  expect(await why('ben')).toMatchObject({ action: 'none', clause: 'stage', rollout: true })
  expect((await why('ben')).why).toContain('Ben is in the stage “Projects” from 2026-12-01 on.')

  // Tuesday: the schedule brings the next stage, while somebody whom no stage has is editing
  await at(nine(1) - 1)
  expect((await rollout()).stage).toBe(0)
  const annas = await edits('anna')
  await at(nine(1))
  expect(await rollout()).toMatchObject({ state: 'running', stage: 1 })
  await annas.saves('over the step')
  expect((await opens('ben')).editorName).toBe(NEW)
  expect((await opens('carmen')).editorName).toBe(FORMER)
  // its ceiling: the next within the minute keeps the former editor, and is told
  expect(await opens('ben')).toMatchObject({
    editorName: FORMER,
    action: 'edit',
    notice: 'Collabora Online takes no more people just now. This file is open in Moorage instead.',
  })
  expect(await why('ben')).toMatchObject({ action: 'none', clause: 'ceiling', rollout: true })
  await annas.saves('above the ceiling')
  // whoever takes part in running editing is no new one
  expect((await opens('anna')).editorName).toBe(NEW)
  await at(nine(1) + MINUTE)
  expect(await why('ben')).toMatchObject({ action: 'edit' })
  expect((await opens('ben')).editorName).toBe(NEW)

  // held in the afternoon: Wednesday's stage does not come
  await passes(nine(1) + 6 * HOUR, annas)
  await decide('hold', 'Support is busy.')
  await annas.saves('while it is held')
  await annas.closes()
  await at(nine(2))
  expect(await rollout()).toMatchObject({ state: 'held', stage: 1 })
  expect((await opens('ben')).editorName).toBe(NEW)
  expect((await opens('carmen')).editorName).toBe(FORMER)
  expect((await why('carmen')).why).toContain('Carmen is in the stage “Pier 4”; the roll-out is held.')

  // resumed a day later: what is to come comes a day later
  await at(nine(2) + 6 * HOUR)
  await decide('resume')
  await at(nine(3))
  expect(await rollout()).toMatchObject({ state: 'running', stage: 2 })
  expect((await opens('carmen')).editorName).toBe(NEW)
  expect((await opens('elin')).editorName).toBe(FORMER)
  await at(nine(4))
  expect(await rollout()).toMatchObject({ state: 'running', stage: 3 })

  // Friday: the client of the newest stage fails again and again in the middle of saves
  const elins = await edits('elin')
  await elins.saves('before the trouble')
  for (let n = 0; n < 5; n++) expect((await opens('elin')).editorName).toBe(NEW)
  await at(nine(4) + 2 * MINUTE)
  const seen = async () => (await signIn('admin')).get<RolloutNow>(`/api/admin/rollouts/${EDITOR}/now`)
  expect(await seen()).toMatchObject({ newest: { opens: 6, errors: 0 } })
  for (let n = 0; n < 3; n++) await breaksOff(elins.held, elins.lock)
  await eventually(async () => (await seen()).newest.errors === 3, 'the broken saves are measured')
  expect((await seen()).crossed).toMatch(/^\d+(\.\d)? % of WOPI calls failed \(3 of \d+\); the limit is 5 %\.$/)
  expect(await job()).toMatchObject([{ editor: EDITOR, does: 'step-back', stage: 'Everybody' }])
  expect(await rollout()).toMatchObject({ state: 'held', stage: 2 })

  // the next opener has the former editor at once; who is editing goes on, and so does the stage before
  const elinsFirst = files.elin
  files.elin = await newFile(await signIn('elin'), (await (await signIn('elin')).get<Me>('/api/me')).myFiles.id, 'Next')
  expect((await opens('elin')).editorName).toBe(FORMER)
  expect(await why('elin')).toMatchObject({ action: 'none', clause: 'stage', rollout: true })
  expect((await why('elin')).why).toContain('Elin is in the stage “Everybody”; the roll-out is held.')
  await elins.saves('after the brake')
  await passes(nine(4) + 5 * HOUR, elins)
  await elins.saves('hours after the brake')
  // a running editing session may be joined again from the portal
  files.elin = elinsFirst
  expect((await opens('elin')).editorName).toBe(NEW)
  expect(await why('elin')).toMatchObject({ action: 'edit' })
  await elins.closes()
  expect((await opens('elin')).editorName).toBe(FORMER)
  expect((await opens('carmen')).editorName).toBe(NEW)

  // whoever looks later reads all of it
  const { decisions } = await rollout()
  expect(decisions.map(({ what, by, name, stage }) => [what, by, name, stage])).toEqual([
    ['stepped-back', 'brake', undefined, 'Pier 4'],
    ['advanced', 'schedule', undefined, 'Everybody'],
    ['advanced', 'schedule', undefined, 'Pier 4'],
    ['resumed', 'person', 'Administrator', 'Projects'],
    ['held', 'person', 'Administrator', 'Projects'],
    ['advanced', 'schedule', undefined, 'Projects'],
    ['started', 'person', 'Administrator', 'Pilots'],
  ])
  expect(decisions[0]?.reason).toContain('of WOPI calls failed')
  expect(decisions[4]?.reason).toBe('Support is busy.')
  const { entries } = await (await signIn('admin')).get<{ entries: { kind: string; detail?: string }[] }>('/api/admin/activity')
  expect(entries.filter(({ kind }) => kind === 'rollout-moved')[0]?.detail).toContain('by the brake')
})
