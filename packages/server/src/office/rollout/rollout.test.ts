import type { Brake, RolloutStage } from '@moorage/api'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../access/actor.ts'
import { readConfig } from '../../config.ts'
import { openWorld } from '../../files/testing/world.ts'
import { decide } from '../decision.ts'
import { ceilingsNow, countLaunch } from './ceilings.ts'
import { drawn } from './draw.ts'
import { rolloutsFor } from './facts.ts'
import { followSchedules } from './schedule.ts'
import { rememberRollouts, type StoredRollouts, storedRollouts } from './stored.ts'

const HOUR_MS = 3_600_000
const config = readConfig({ environment: {}, dataFolder: '/nowhere', demo: true })
const BRAKE: Brake = { does: 'hold', minutes: 10, minOpens: 20 }

let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

let editors = 0
let editor: string
beforeEach(() => {
  editor = `editor${editors++}`
})

const stage = (name: string, audience: RolloutStage['audience'], more: Partial<RolloutStage> = {}): RolloutStage => ({
  ...{ name, audience, ceilings: {} },
  ...more,
})

const by = () => ({ editor, now: world.clock.now, by: 'person' as const, name: 'Administrator' })

async function keep(changed: Promise<StoredRollouts | undefined>) {
  const stored = await changed
  if (stored) rememberRollouts(world.app, stored)
  return stored !== undefined
}

const plan = (stages: RolloutStage[]) => keep(world.app.db.transact('planRollout', { ...by(), stages, brake: BRAKE }))
const start = () => keep(world.app.db.transact('startRollout', by()))
const now = () => storedRollouts(world.app)[editor]

async function gets(who: Actor) {
  const rollout = (await rolloutsFor(world.app, who))(editor)
  return decide({ editorName: 'Microsoft 365', personName: who.name, ...(rollout ? { rollout } : {}) })
}

const pilots = () => stage('Pilots', { kind: 'people', accountIds: [world.anna.accountId] })

test('a draft keeps nobody out; once started only whom the stages in force bring in get it, and everybody is told why', async () => {
  await plan([pilots(), stage('Everybody', { kind: 'everybody' })])
  expect((await gets(world.ben)).action).toBe('edit')
  await start()
  expect((await gets(world.anna)).action).toBe('edit')
  const ben = await gets(world.ben)
  expect(ben).toMatchObject({ action: 'none', clause: 'stage' })
  expect(ben.why).toBe('Microsoft 365 comes to people here little by little, and has not come to you yet.')
  expect(ben.report).toContain('Ben is in the stage “Everybody”. Pilots: it names other people.')
})

test('the schedule brings stage after stage, each when its time has come and each decision kept', async () => {
  const t = world.clock.now
  await plan([
    pilots(),
    stage('Team', { kind: 'team-shares', teamShareIds: [world.team] }, { startsAt: t + HOUR_MS }),
    stage('Everybody', { kind: 'everybody' }, { startsAt: t + 2 * HOUR_MS }),
  ])
  await start()
  world.clock.now += HOUR_MS - 1
  await followSchedules({ ...world.app, config })
  expect(now()?.stage).toBe(0)
  world.clock.now += 1
  await followSchedules({ ...world.app, config })
  expect(now()?.stage).toBe(1)
  expect((await gets(world.ben)).action).toBe('edit')
  expect((await gets(world.admin)).report).toContain('Administrator is in the stage “Everybody” from')
  world.clock.now += HOUR_MS
  await followSchedules({ ...world.app, config })
  expect((await gets(world.admin)).action).toBe('edit')
  expect(now()?.decisions.map(({ what, by, stage }) => [what, by, stage])).toEqual([
    ['advanced', 'schedule', 'Everybody'],
    ['advanced', 'schedule', 'Team'],
    ['started', 'person', 'Pilots'],
  ])
})

test('held, no stage comes; resumed, what is still to come comes later by as long', async () => {
  const t = world.clock.now
  await plan([pilots(), stage('Everybody', { kind: 'everybody' }, { startsAt: t + HOUR_MS })])
  await start()
  await keep(world.app.db.transact('holdRollout', { ...by(), reason: 'Support is on holiday.' }))
  world.clock.now += 5 * HOUR_MS
  await followSchedules({ ...world.app, config })
  expect(now()).toMatchObject({ state: 'held', stage: 0 })
  await keep(world.app.db.transact('resumeRollout', by()))
  expect(now()?.stages[1]?.startsAt).toBe(t + 6 * HOUR_MS)
})

test('stepping back takes the stage from whoever it brought in, and nothing advances until a person says so', async () => {
  await plan([pilots(), stage('Everybody', { kind: 'everybody' }, { startsAt: world.clock.now })])
  await start()
  await followSchedules({ ...world.app, config })
  expect((await gets(world.ben)).action).toBe('edit')
  expect(await keep(world.app.db.transact('stepBackRollout', { ...by(), from: 1, reason: 'Saves are slow.' }))).toBe(true)
  await followSchedules({ ...world.app, config })
  expect((await gets(world.ben)).action).toBe('none')
  expect((await gets(world.anna)).action).toBe('edit')
  // whoever saw another stage decides nothing
  expect(await keep(world.app.db.transact('stepBackRollout', { ...by(), from: 1 }))).toBe(false)
  await keep(world.app.db.transact('stepBackRollout', { ...by(), from: 0 }))
  expect((await gets(world.anna)).action).toBe('none')
  await keep(world.app.db.transact('endRollout', by()))
  expect((await gets(world.ben)).action).toBe('edit')
})

test('stages that are in force or were bring in whom they did, under ceilings that may change; what is to come can be rewritten', async () => {
  await plan([pilots(), stage('Half', { kind: 'share', percent: 50, of: 'organizations' })])
  await start()
  expect(await plan([stage('Pilots', { kind: 'everybody' })])).toBe(false)
  expect(await plan([{ ...pilots(), ceilings: { open: 5 } }])).toBe(true)
  expect(now()?.stages[0]?.ceilings).toEqual({ open: 5 })
  expect(await plan([pilots(), stage('Everybody', { kind: 'everybody' })])).toBe(true)
  expect(now()?.stages.map(({ name }) => name)).toEqual(['Pilots', 'Everybody'])
})

test('a share draws the same ones every time, about as many as it says, and a larger one has them too', () => {
  const places = Array.from({ length: 2000 }, (_, index) => drawn('m365', `organization-${index}`))
  const inFirst = (percent: number) => places.filter((place) => place < percent).length
  expect(inFirst(10)).toBeGreaterThan(150)
  expect(inFirst(10)).toBeLessThan(250)
  expect(inFirst(50)).toBeGreaterThan(900)
  expect(inFirst(100)).toBe(2000)
  expect(drawn('m365', 'organization-7')).toBe(places[7])
  expect(drawn('collabora', 'organization-7')).not.toBe(places[7])
})

test('organizations are drawn whole, with those below a named one; people are drawn alone where that is asked for', async () => {
  const place = drawn(editor, world.organizationId)
  await plan([stage('Some', { kind: 'share', percent: Math.max(1, Math.floor(place)), of: 'organizations' })])
  await start()
  const [anna, ben] = [await gets(world.anna), await gets(world.ben)]
  expect([anna.action, ben.action]).toEqual(place < 1 ? ['edit', 'edit'] : ['none', 'none'])
  expect(anna.report).toContain(`their organization was drawn at ${place.toFixed(1)} of 100`)
})

test('a ceiling of new editing sessions a minute is reached and left again; of open files by those that are locked', async () => {
  await plan([stage('Everybody', { kind: 'everybody' }, { ceilings: { perMinute: 2, open: 1 } })])
  await start()
  countLaunch(world.app, editor)
  expect(await ceilingsNow(world.app)).toEqual({})
  countLaunch(world.app, editor)
  expect(await ceilingsNow(world.app)).toEqual({ [editor]: '2 editing sessions began within the last minute' })
  world.clock.now += 60_000
  expect(await ceilingsNow(world.app)).toEqual({})
  const file = await world.file(world.team, `${editor}.docx`, 'text')
  const grant = await world.grant(file, world.anna.accountId, editor)
  const lockedBy = {
    organizationId: world.organizationId,
    fileId: file,
    grantId: grant,
    accountId: world.anna.accountId,
    accountName: 'Anna',
  }
  await world.app.db.transact('lockFile', { ...lockedBy, client: editor, now: world.clock.now, request: { operation: 'Lock', lock: 'A' } })
  expect(await ceilingsNow(world.app)).toEqual({ [editor]: '1 file is being edited' })
})
