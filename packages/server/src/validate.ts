import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Category,
  eventText,
  htmlReport,
  jsonReport,
  plainEvent,
  type RunEvent,
  reportOf,
  runSuite,
  type Summary,
  type TestSuite,
} from '@moorage/validator'
import {
  type CaseSet,
  casesOfFile,
  featureCases,
  folderFixtures,
  generateTestKeys,
  httpTransport,
  microsoftCases,
  microsoftFolder,
  ownCases,
  readTestKeys,
  serveDiscovery,
  signerOf,
  type TestKeys,
  writeTestKeys,
} from '@moorage/validator/node'

/** The words of `moorage validate`, as they were given. */
export interface ValidateOptions {
  wopisrc: string
  token: string
  /** epoch milliseconds, or 0 */
  ttl: string
  tests?: string
  fixtures?: string
  group?: string
  name?: string
  category?: string[]
  sign?: string
  serveDiscovery?: string
  withDelays?: boolean
  json?: string
  html?: string
}

const CATEGORIES: readonly Category[] = ['WopiCore', 'OfficeOnline', 'OfficeNativeClient', 'WopiCoauth']

/** A file, or one of the words microsoft, own, features; without any, Microsoft's cases where they are, else our own. */
async function chosenCases({ tests, fixtures }: ValidateOptions, environment: NodeJS.ProcessEnv): Promise<CaseSet> {
  if (tests === 'own') return ownCases()
  if (tests === 'features') return featureCases()
  if (tests && tests !== 'microsoft') {
    const file = existsSync(join(tests, 'TestCases.xml')) ? join(tests, 'TestCases.xml') : tests
    return casesOfFile(file, fixtures).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new Error(`There is no test file ${file}.`) : new Error(`${file}: ${error.message}`)
    })
  }
  const folder = microsoftFolder(environment.MOORAGE_VALIDATOR_CASES)
  if (folder) {
    const set = await microsoftCases(folder)
    return fixtures ? { ...set, readFixture: folderFixtures(fixtures) } : set
  }
  if (tests) throw new Error('Microsoft’s test cases are not here. Name their folder in MOORAGE_VALIDATOR_CASES.')
  return ownCases()
}

function categoriesOf(words: string[] = []): Category[] | undefined {
  if (words.length === 0 || words.some((word) => word.toLowerCase() === 'all')) return undefined
  return words.map((word) => {
    const category = CATEGORIES.find((each) => each.toLowerCase() === word.toLowerCase())
    if (!category) throw new Error(`There is no category ${word}; there is: All, ${CATEGORIES.join(', ')}.`)
    return category
  })
}

/** A group or case that is not there is a slip of the keyboard, not a run in which nothing passed. */
function checkNames({ groups }: TestSuite, { group, name }: ValidateOptions) {
  if (group && name) throw new Error('Give --group or --name, not both.')
  if (group && !groups.some((each) => each.name === group))
    throw new Error(`There is no group ${group}; there is: ${groups.map((each) => each.name).join(', ')}.`)
  if (name && !groups.some(({ cases }) => cases.some((test) => test.name === name))) throw new Error(`There is no case ${name}.`)
}

/** With --serve-discovery, keys are made where there are none, and kept where a file was named. */
async function keysFor({ sign, serveDiscovery: port }: ValidateOptions): Promise<TestKeys | undefined> {
  if (sign === undefined) return port === undefined ? undefined : generateTestKeys()
  if (existsSync(sign)) return readTestKeys(await readFile(sign, 'utf8'))
  if (port === undefined) throw new Error(`There is no key file ${sign}. With --serve-discovery one is made.`)
  const keys = generateTestKeys()
  await writeFile(sign, writeTestKeys(keys), { mode: 0o600, flag: 'wx' })
  return keys
}

/**
 * `moorage validate`: runs test cases against any WOPI host and prints what happens while it happens. Rejects with a
 * sentence where it cannot begin. `signal` stops it after the case under way.
 */
export async function validate(
  options: ValidateOptions,
  environment: NodeJS.ProcessEnv,
  print: (text: string) => void,
  signal?: AbortSignal,
): Promise<Summary> {
  const { wopisrc: wopiSrc, token, ttl, group, name, category, withDelays } = options
  if (!/^https?:$/.test(URL.canParse(wopiSrc) ? new URL(wopiSrc).protocol : '')) throw new Error(`--wopisrc is not an address: ${wopiSrc}`)
  if (!/^\d+$/.test(ttl)) throw new Error(`--ttl is not a number of milliseconds since 1970: ${ttl}`)
  const cases = await chosenCases(options, environment)
  checkNames(cases.suite, options)
  const categories = categoriesOf(category)
  const keys = await keysFor(options)
  const discovery = keys && options.serveDiscovery !== undefined ? await serve(keys, options.serveDiscovery) : undefined
  const about = { title: cases.title, host: wopiSrc, startedAt: new Date().toISOString() }
  print(`${cases.title}, ${keys ? 'signed' : 'not signed'}, against ${wopiSrc}\n`)
  if (!keys) print('Without --sign no host can refuse a wrong proof: the cases of ProofKeys that expect it fail.\n')
  if (discovery) print(`The keys are in ${discovery.url}\n`)
  print('\n')
  const events: RunEvent[] = []
  try {
    const run = runSuite(cases.suite, {
      wopiSrc,
      accessToken: token,
      accessTokenTtl: Number(ttl),
      transport: httpTransport,
      readFixture: cases.readFixture,
      ...(keys ? { signer: signerOf(keys) } : {}),
      ...(categories ? { categories } : {}),
      ...(group ? { groups: [group] } : {}),
      ...(name ? { cases: [name] } : {}),
      ...(signal ? { signal } : {}),
      // whoever asks for one group or case by name wants it run
      withDelays: withDelays ?? (group !== undefined || name !== undefined),
    })
    for await (const event of run) {
      events.push(event)
      print(eventText(event))
    }
  } finally {
    await discovery?.close()
  }
  if (options.json) await writeFile(options.json, jsonReport(events, about))
  if (options.html) await writeFile(options.html, htmlReport(reportOf(events.map(plainEvent), about)))
  const last = events.at(-1)
  if (last?.type !== 'run-finished') throw new Error('The run did not reach its end.')
  return last.summary
}

function serve(keys: TestKeys, port: string) {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) throw new Error(`--serve-discovery is not a port: ${port}`)
  return serveDiscovery(keys, { port: Number(port) })
}
