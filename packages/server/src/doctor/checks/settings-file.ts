import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { parse } from 'yaml'
import { ConfigError } from '../../config.ts'
import { changesOf } from '../../config-changes.ts'
import { VARIABLES, type Variable, type VariableName } from '../../config-variables.ts'
import { settingsSource } from '../../settings-source.ts'
import { counted } from '../amounts.ts'
import { type Finding, failure, notApplicable, ok, type ServerCheck, type World, warning } from '../check.ts'
import { forOurselves } from './private-files.ts'

const NOT_FROM_A_FILE = notApplicable('The settings of this process did not come from a file')

/** Where the settings could not be read. Its messages begin with the file and the line; the folder is nobody's business. */
export function malformed({ problems }: ConfigError, path: string): Finding {
  const lines = problems.map((problem) => problem.replaceAll(path, basename(path)).replaceAll(`${dirname(path)}/`, ''))
  return failure(`The settings have ${counted(lines.length, 'problem')}`, {
    why: 'Moorage does not start with them; one that is running goes on with what it has.',
    change: lines.join('\n'),
  })
}

async function fileIsGood({ app }: World): Promise<Finding> {
  const source = settingsSource(app)
  if (!source) return NOT_FROM_A_FILE
  try {
    const fresh = source.read()
    const { takenUp, restart } = changesOf(app.config, source.values, fresh)
    const changed = [...takenUp, ...restart]
    if (changed.length === 0) return ok('What the settings say is in force')
    return warning(`Changed since the server read them: ${changed.join(', ')}`, {
      why: 'What you read in the file is not what is in force.',
      change: restart.length > 0 ? `Restart Moorage (${restart.join(', ')}).` : 'moorage reload takes it up.',
    })
  } catch (error) {
    if (error instanceof ConfigError) return malformed(error, source.path)
    return failure(`The settings file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unexpected error'})`, {
      why: 'Moorage does not start without it.',
      change: 'Let the settings file be readable for the user that runs Moorage.',
    })
  }
}

const SECRETS = (Object.entries(VARIABLES) as [VariableName, Variable<unknown>][]).flatMap(([name, { secret }]) => (secret ? [name] : []))

/** The secret settings that the file itself gives; those of the environment are not in it. */
async function secretsIn(path: string): Promise<string[]> {
  const given = (parse(await readFile(path, 'utf8')) ?? {}) as Record<string, unknown>
  return SECRETS.filter((name) => given[name] !== undefined && given[name] !== null)
}

async function secretsAreKept({ app }: World): Promise<Finding> {
  const source = settingsSource(app)
  if (!source) return NOT_FROM_A_FILE
  const secrets = await secretsIn(source.path).catch(() => undefined)
  if (!secrets) return notApplicable('The settings file cannot be read now')
  if (secrets.length === 0) return notApplicable('There are no secrets in the settings')
  return forOurselves(
    source.path,
    basename(source.path),
    0o600,
    `Whoever has an account on this machine may read ${secrets.join(', ')} there.`,
  )
}

export const settingsFile: ServerCheck = {
  id: 'settings-file',
  group: 'settings',
  title: 'The settings file is in force',
  offline: true,
  look: fileIsGood,
}

export const settingsFileChecks: ServerCheck[] = [
  settingsFile,
  {
    id: 'settings-private',
    group: 'settings',
    title: 'Secrets in the settings are private',
    short: true,
    offline: true,
    look: secretsAreKept,
  },
]
