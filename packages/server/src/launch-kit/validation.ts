import { Readable } from 'node:stream'
import { AppError, type LaunchProfile, type ValidationReports } from '@moorage/api'
import { proofKeys } from '@moorage/editor'
import type { RunEvent } from '@moorage/validator'
import { newId } from '../access/new-id.ts'
import { ownPlace } from '../access/shares.ts'
import { accountByEmail, emailKey } from '../accounts/accounts.ts'
import { TEST_PEOPLE } from '../accounts/test-people.ts'
import type { App } from '../app.ts'
import { editorKeysFile } from '../data-folder.ts'
import { receive } from '../files/content.ts'
import { tokenFor } from '../office/access-token.ts'
import { wopiSrc } from '../office/addresses.ts'
import { BUILT_IN } from '../office/editors.ts'
import { editorById } from '../office/registry.ts'
import { settingsNow } from '../office/settings-now.ts'
import { moorageVersion } from '../version.ts'
import { profileReports, summaryOf } from './validation-report.ts'

/** Those of a browser and of phones; Microsoft's CSPP Plus is not offered. */
const CATEGORIES = ['WopiCore', 'OfficeOnline', 'OfficeNativeClient'] as const
const PATIENCE_MS = 10 * 60_000

interface Running {
  profile: LaunchProfile
  ended: number
  of: number
}
interface Queue {
  running?: Running
  waiting: LaunchProfile[]
  problem?: string
  working: Promise<void>
}
const queues = new WeakMap<object, Queue>()

const firstTester = ({ db }: Pick<App, 'db'>) => db.read.get(accountByEmail, { emailKey: emailKey(TEST_PEOPLE[0].email) })

export async function validationReports(app: App): Promise<ValidationReports> {
  const queue = queues.get(app.db)
  return {
    profiles: await profileReports(app, settingsNow(app)),
    ...(queue?.running ? { running: { ...queue.running } } : {}),
    waiting: [...(queue?.waiting ?? [])],
    ...(queue?.problem === undefined ? {} : { problem: queue.problem }),
    accounts: (await firstTester(app)) !== undefined,
  }
}

/**
 * Begins, and does not wait: one profile at a time, as cases of two runs would meet. One that runs or waits already is
 * not asked for twice.
 * @throws AppError NOT_FOUND while there are no test accounts
 */
export async function validateSoon(app: App, profiles: readonly LaunchProfile[]): Promise<void> {
  if (!(await firstTester(app)))
    throw new AppError('NOT_FOUND', { detail: 'Make the test accounts first: the validator uses a file of the first one.' })
  const queue = queues.get(app.db) ?? { waiting: [], working: Promise.resolve() }
  queues.set(app.db, queue)
  delete queue.problem
  for (const profile of profiles) {
    if (queue.running?.profile === profile || queue.waiting.includes(profile)) continue
    queue.waiting.push(profile)
    queue.working = queue.working.then(() => next(app, queue))
  }
}

async function next(app: App, queue: Queue) {
  const profile = queue.waiting.shift()
  if (!profile) return
  const running: Running = { profile, ended: 0, of: 0 }
  queue.running = running
  try {
    await validateNow(app, profile, running)
  } catch (err) {
    app.log.error({ err, profile }, 'the validator could not be run for the launch kit')
    queue.problem = err instanceof AppError ? err.message : 'The validator could not be run to its end. The log says why.'
  } finally {
    delete queue.running
  }
}

/**
 * All cases against the public address, on a fresh file of the first test account, with what clients of this profile
 * are shown, signed with the built-in editor's keys. Keeps the report.
 */
export async function validateNow(app: App, profile: LaunchProfile, progress: Pick<Running, 'ended' | 'of'> = { ended: 0, of: 0 }) {
  const [account, editor] = [await firstTester(app), editorById(app, BUILT_IN)]
  if (!account || !editor) throw new AppError('NOT_FOUND', { detail: 'Make the test accounts first.' })
  const startedAt = app.now()
  const settings = settingsNow(app)
  const [{ runSuite }, { caseSets, httpTransport }] = await Promise.all([import('@moorage/validator'), import('@moorage/validator/node')])
  const [cases] = await caseSets(app.config.validatorCases)
  if (!cases) throw new Error('there are always cases of our own')
  const place = await freshFile(app, account)
  try {
    const grant = await app.db.transact('createGrant', {
      ...{ organizationId: account.organizationId, accountId: account.id, client: editor.id, nodeId: place.fileId, revisionId: null },
      ...{ ceiling: 'edit', profile, now: app.now() },
    })
    const address = wopiSrc(editor, place.fileId)
    const events: RunEvent[] = []
    const run = runSuite(cases.suite, {
      wopiSrc: address,
      accessToken: tokenFor(app, grant.id, { kind: 'file', id: place.fileId }),
      accessTokenTtl: grant.expiresAt,
      transport: httpTransport,
      readFixture: cases.readFixture,
      signer: await proofKeys(editorKeysFile(app.config.dataFolder)).signer(),
      categories: CATEGORIES,
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    for await (const event of run) {
      events.push(event)
      if (event.type === 'run-started') progress.of = event.groups.reduce((sum, group) => sum + group.cases.length, 0)
      if (event.type === 'group-finished') progress.ended += event.summary.passed + event.summary.failed + event.summary.skipped
    }
    const { failed, ...report } = summaryOf(events, cases.title, app.now() - startedAt)
    const version = moorageVersion()
    await app.db.transact('keepReport', { profile, at: startedAt, version, settings, address, failed, report: JSON.stringify(report) })
  } finally {
    await app.db.transact('deleteNodes', {
      ...{ organizationId: account.organizationId, ids: [place.folderId], accountId: account.id, now: app.now() },
    })
  }
}

/** In a folder of its own: cases rename the folder that the file is in, and leave files beside it. */
async function freshFile(app: App, { organizationId, id: accountId, kind }: NonNullable<Awaited<ReturnType<typeof firstTester>>>) {
  const myFiles = await ownPlace(app, { organizationId, accountId, kind })
  if (myFiles === undefined) throw new Error('every account has its My Files')
  const now = app.now()
  const folderName = `Validator ${new Date(now).toISOString().replace(/[:T]/g, '-').slice(0, 23)}`
  const folder = await app.db.transact('createFolder', { organizationId, parentId: myFiles, name: folderName, accountId, now })
  if (folder.outcome !== 'ok') throw new Error(`the folder for the validator could not be made: ${folder.outcome}`)
  const fileId = newId()
  const received = await receive(
    app,
    { organizationId, fileId, maxSize: app.config.maxFileSize },
    Readable.from([Buffer.from('validation')]),
  )
  const place = { organizationId, parentId: folder.node.id, name: 'Validation.wopitest', accountId, now }
  const file = await app.db.transact('createFile', { ...place, id: fileId, received, kind: 'created' })
  if (file.outcome !== 'ok') throw new Error(`the file for the validator could not be made: ${file.outcome}`)
  return { folderId: folder.node.id, fileId }
}
