import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ReadFixture } from '../run/transport.ts'
import { caseCount, mergeSuites } from '../suite/merge.ts'
import type { TestSuite } from '../suite/model.ts'
import { readSuite } from '../suite/read-suite.ts'
import { folderFixtures } from './folder-fixtures.ts'

/** Cases that can be run: a suite, its fixtures, and what to call it. */
export interface CaseSet {
  id: 'microsoft' | 'own' | 'features' | 'file'
  /** "Moorage's own 90 cases" */
  title: string
  suite: TestSuite
  readFixture: ReadFixture
}

const HOME = dirname(fileURLToPath(import.meta.resolve('@moorage/validator/package.json')))
const OWN_FOLDER = join(HOME, 'cases')
/** beside a clone */
const BESIDE = join(HOME, '../../../shared/wopi/validator')
const OWN_FILES = ['files.xml', 'names.xml', 'containers.xml', 'others.xml']

const read = async (file: string) => readSuite(await readFile(file, 'utf8'))

/** The folder with Microsoft's TestCases.xml: what MOORAGE_VALIDATOR_CASES names, else beside the clone, else undefined. */
export function microsoftFolder(named: string | undefined): string | undefined {
  const folder = resolve(named ?? BESIDE)
  const found = existsSync(join(folder, 'TestCases.xml'))
  if (named !== undefined && !found) throw new Error(`There is no TestCases.xml in ${folder}, which MOORAGE_VALIDATOR_CASES names.`)
  return found ? folder : undefined
}

/** Microsoft's cases out of that folder. They are never called ours, nor ours theirs. */
export async function microsoftCases(folder: string): Promise<CaseSet> {
  const suite = await read(join(folder, 'TestCases.xml'))
  return { id: 'microsoft', title: `Microsoft’s ${caseCount(suite)} cases`, suite, readFixture: folderFixtures(folder) }
}

export async function ownCases(): Promise<CaseSet> {
  const suite = mergeSuites(await Promise.all(OWN_FILES.map((name) => read(join(OWN_FOLDER, name)))))
  return { id: 'own', title: `Moorage’s own ${caseCount(suite)} cases`, suite, readFixture: folderFixtures(OWN_FOLDER) }
}

/** Microsoft's feature cases restated: what a host's pages offer, judged by a person in the end. */
export async function featureCases(): Promise<CaseSet> {
  const suite = await read(join(OWN_FOLDER, 'features.xml'))
  return { id: 'features', title: `${caseCount(suite)} feature cases`, suite, readFixture: folderFixtures(OWN_FOLDER) }
}

/** Any test file; fixtures lie beside it unless told. */
export async function casesOfFile(file: string, fixtures?: string): Promise<CaseSet> {
  const suite = await read(file)
  return {
    id: 'file',
    title: `${caseCount(suite)} cases of ${file}`,
    suite,
    readFixture: folderFixtures(fixtures ?? dirname(resolve(file))),
  }
}

/** Every set that is here, Microsoft's first where it is there. `named`: the value of MOORAGE_VALIDATOR_CASES. */
export async function caseSets(named: string | undefined): Promise<CaseSet[]> {
  const folder = microsoftFolder(named)
  return [...(folder ? [await microsoftCases(folder)] : []), await ownCases(), await featureCases()]
}
