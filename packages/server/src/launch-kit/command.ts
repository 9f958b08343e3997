import type { TestAccounts } from '@moorage/api'
import { type App, openApp } from '../app.ts'
import { asServed } from '../data-folder.ts'
import { giveToOwner } from '../folder-owner.ts'
import { createLog } from '../log.ts'
import { readHostnames } from '../organizations/hostnames.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import { say } from '../phases.ts'
import { type CommandLine, loadConfig } from '../settings-file.ts'
import { recordFilms } from './films/command.ts'
import { kitFiles } from './kit-files.ts'
import { makeTestAccounts } from './test-accounts.ts'
import { writeKit, writeZip } from './write-kit.ts'

export interface Launch extends Pick<CommandLine, 'config' | 'data'> {
  /** the folder to write into; made where it is missing */
  out?: string | undefined
  /** the same as one file */
  zip?: string | undefined
  resetAccounts: boolean
  /** have the running server record the films first */
  films: boolean
}

/** `moorage launch`: the kit as files, and the test accounts. Works beside a running server and without one. */
export async function launch({ config: file, data, ...wish }: Launch, environment: NodeJS.ProcessEnv): Promise<string[]> {
  if (!wish.out && !wish.zip && !wish.resetAccounts && !wish.films)
    throw new Error('Say what is wanted: --out and a folder, --zip and a file, --films, or --reset-accounts.')
  if (wish.films) await recordFilms({ config: file, data }, environment, say)
  const { config } = loadConfig({ config: file, data, demo: false, options: {} }, environment)
  const { app, close } = await openApp(asServed(config), createLog('error'))
  try {
    await readHostnames(app)
    return [...(wish.resetAccounts ? await resetAccounts(app) : []), ...(await writeOut(app, wish))]
  } finally {
    await close()
    giveToOwner(config.dataFolder, wish.resetAccounts ? Number.POSITIVE_INFINITY : undefined)
  }
}

/** Writes what was asked for, and says what came of it. */
export async function writeOut(app: App, { out, zip }: Pick<Launch, 'out' | 'zip'>): Promise<string[]> {
  if (!out && !zip) return []
  const { kit, files } = await kitFiles(app)
  if (out) await writeKit(out, files)
  if (zip) await writeZip(zip, files)
  const empty = [...new Set(kit.texts.flatMap(({ missing }) => missing))]
  return [
    `${files.length} files in ${[out, zip].filter(Boolean).join(' and ')}`,
    ...(kit.rehearsal ? ['Every one is marked: the built-in editor is in Microsoft’s place, nothing of it may be sent.'] : []),
    ...(kit.notPublic ? [kit.notPublic] : []),
    ...(empty.length > 0 ? [`Still empty in the texts (Administration → Microsoft 365 → Launch kit): ${empty.join(', ')}`] : []),
  ]
}

const COMMAND = 'moorage launch'

async function resetAccounts(app: App): Promise<string[]> {
  const made = await makeTestAccounts(app, { name: COMMAND })
  await app.db.transact('recordActivity', {
    ...{ kind: 'test-accounts-made', organizationId: ALL_ORGANIZATIONS, now: app.now(), detail: `by ${COMMAND}` },
    subject: { kind: 'setting', name: 'Microsoft 365' },
  })
  return sheetOf(made)
}

/** Shown once: nobody can read the passwords again. */
export const sheetOf = ({ address, organization, accounts, files, attention }: TestAccounts): string[] => [
  'The sheet of the test accounts. The passwords are shown only now.',
  `  Address: ${address}`,
  `  Organization: ${organization}`,
  ...accounts.flatMap(({ email, password }) => [`  Account: ${email}`, `  Password: ${password}`]),
  `  Files: ${files.join(', ')}`,
  ...(attention ? [`  ${attention}`] : []),
]
