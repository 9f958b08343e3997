import { Command } from 'commander'
import { ConfigError } from './config.ts'
import { editorKeysFile } from './data-folder.ts'
import { say } from './phases.ts'
import type { Reloaded } from './reload.ts'
import { findSettings, loadConfig } from './settings-file.ts'
import type { ValidateOptions } from './validate.ts'

const EXAMPLES = `
Examples:
  moorage serve --demo                     look around: demo data and its people, no configuration
  moorage serve --data /srv/moorage        the real thing; the first start prints a link for the administrator
  moorage session --user anna@demo.test --path "/My Files/Validation.wopitest"
                                           a WOPISrc and a token for a validator, beside the running server
  moorage reload --data /srv/moorage       take up a changed moorage.yaml without a restart
  moorage doctor --data /srv/moorage       what is wrong with this server, and how to mend it
  moorage backup --data /srv/moorage --out /backup/moorage
                                           a consistent copy while it is served; again: only what is new
  moorage restore --from /backup/moorage --data /srv/new
                                           into an empty folder
  moorage launch --demo --out kit          what goes to Microsoft, rehearsed on a demo
  moorage validate --wopisrc http://… --token … --tests own --html report.html
                                           run test cases against any WOPI host

Settings are in moorage.yaml in the data folder; MOORAGE_… environment variables win over it.`

interface Common {
  config?: string
  data?: string
}
interface SessionFlags {
  user: string
  path: string
  view?: boolean
  profile: string
}
interface DoctorFlags {
  json?: boolean
  fix?: boolean
  editor?: string
  only?: string
}
interface BackupFlags {
  out?: string
  verify?: string
}
interface LaunchFlags {
  out?: string
  zip?: string
  resetAccounts?: boolean
  films?: boolean
  demo?: boolean
}
interface ServeFlags extends Common {
  port?: string
  portalPort?: string
  wopiPort?: string
  editorPort?: string
  demo?: boolean
  reset?: boolean
}

const common = (command: Command) =>
  command
    .option('--config <file>', 'the settings file (default: moorage.yaml in the data folder)')
    .option('--data <folder>', 'the data folder (default: moorage-data here)')

function program(): Command {
  const moorage = new Command('moorage')
    .description('A file portal whose users edit office documents in the browser.')
    .addHelpText('after', EXAMPLES)
  common(moorage.command('serve'))
    .description('Serve the portal, WOPI and the built-in editor until stopped.')
    .option('--port <number>', 'the portal’s port, WOPI and the editor on the next two; the same as --portal-port')
    .option('--portal-port <number>', 'the portal’s port (default 8080; a taken one moves all three)')
    .option('--wopi-port <number>', 'the port for WOPI')
    .option('--editor-port <number>', 'the port for the built-in editor')
    .option('--demo', 'fill an empty data folder with demo data, and offer its accounts on the sign-in page')
    .option('--reset', 'with --demo: throw the demo away and make a fresh one')
    .action(async (flags: ServeFlags) => {
      const { config, data, demo = false, reset = false, wopiPort, editorPort } = flags
      const { serve } = await import('./serve.ts')
      const options = { portalPort: flags.portalPort ?? flags.port, wopiPort, editorPort }
      const serving = serve({ config, data, demo, reset, options }, process.env)
      stopOnSignal(async () => (await serving).close())
      await serving
    })
  common(moorage.command('session'))
    .description('Make an access token for the client “test” and print it as JSON: wopiSrc, accessToken, accessTokenTtl.')
    .requiredOption('--user <email>', 'whose rights the token has')
    .requiredOption('--path <path>', 'the file, such as "/My Files/Validation.wopitest" or "/Projects/Plan.docx"')
    .option('--view', 'a token that can only view')
    .option(
      '--profile <name>',
      'which capabilities it is shown: web (as Microsoft 365 for the web), test-a, test-b, native (as Office on phones)',
      'web',
    )
    .action(async ({ config, data, user, path, view = false, profile }: Common & SessionFlags) => {
      const { session } = await import('./session.ts')
      const made = await session({ config, data, user, path, view, profile }, process.env)
      process.stdout.write(`${JSON.stringify(made, null, 2)}\n`)
    })
  moorage
    .command('validate')
    .description('Run WOPI test cases against any host: Microsoft’s where they are here, else Moorage’s own.')
    .requiredOption('--wopisrc <url>', 'the file under test, its name ends in .wopitest and its content is overwritten')
    .requiredOption('--token <token>', 'an access token for it')
    .option('--ttl <milliseconds>', 'when that token expires, since 1970', '0')
    .option('--tests <file>', 'a test file or its folder, or microsoft, own, features')
    .option('--fixtures <folder>', 'where its JsonSchemas and Resources are (default: beside it)')
    .option('--group <name>', 'only this group')
    .option('--name <name>', 'only this case')
    .option('--category <names...>', 'only these categories, and WopiCore')
    .option('--sign <file>', 'sign with the private keys in this file, the current and the old one')
    .option('--serve-discovery <port>', 'serve a discovery document with the public keys while it runs')
    .option('--with-delays', 'run groups too that wait for locks to expire')
    .option('--json <file>', 'keep everything as JSON')
    .option('--html <file>', 'keep everything as a page')
    .action(async (options: ValidateOptions) => {
      const { validate } = await import('./validate.ts')
      const stop = new AbortController()
      // the first signal lets the case under way clean up after itself, the second ends at once
      process.once('SIGINT', () => stop.abort())
      const { verdict, aborted } = await validate(options, process.env, (text) => process.stdout.write(text), stop.signal)
      process.exitCode = verdict === 'passed' && !aborted ? 0 : 1
    })
  common(moorage.command('reload'))
    .description('Have the running server read the settings file again; it says what is in force now and what needs a restart.')
    .action(async ({ config, data }: Common) => {
      const [{ askServer }, { inWords, NO_SERVER }] = await Promise.all([import('./requests.ts'), import('./reload.ts')])
      const answer = await askServer<Reloaded>(findSettings({ config, data }, process.env).dataFolder, 'reload')
      if (!answer) throw new Error(NO_SERVER)
      const { text, failed } = inWords(answer)
      if (failed) throw new Error(text)
      say(text)
    })
  common(moorage.command('doctor'))
    .description('Look at this server from the browsers’, its own and the editors’ side; says what is wrong and how to mend it.')
    .option('--json', 'print the report as JSON')
    .option('--fix', 'mend first what can be mended safely')
    .option('--editor <name>', 'only this editor’s checks among those of editors')
    .option('--only <what>', 'only this group (addresses, tls, proxy, …) or check')
    .action(async ({ config, data, json = false, fix = false, editor, only }: Common & DoctorFlags) => {
      const { examine } = await import('./doctor/command.ts')
      const { text, failed } = await examine({ config, data, json, fix, editor, only }, process.env)
      process.stdout.write(text)
      process.exitCode = failed ? 1 : 0
    })
  common(moorage.command('backup'))
    .description('Copy everything to a folder, consistently, while the server runs and saves; every further time only what is new.')
    .option('--out <folder>', 'where to: an empty folder or one with an earlier backup, best on another disk')
    .option('--verify <folder>', 'read a whole backup again and say whether it is as it was kept; makes none')
    .action(async ({ config, data, out, verify }: Common & BackupFlags) => {
      if ((out === undefined) === (verify === undefined)) throw new Error('Give --out with the folder to back up to, or --verify.')
      const { backup } = await import('./backup/command.ts')
      tell(await backup({ config, data, out, verify }, process.env))
    })
  moorage
    .command('restore')
    .description('Put a backup into an empty data folder, verifying every hash.')
    .requiredOption('--from <folder>', 'the folder that moorage backup wrote')
    .option('--data <folder>', 'the data folder to fill (default: moorage-data here); must be empty or missing')
    .action(async ({ data, from }: { data?: string; from: string }) => {
      const { restoreBackup, restoredInWords } = await import('./backup/restore.ts')
      tell(restoredInWords(await restoreBackup({ data, from }, process.env)))
    })
  common(moorage.command('launch'))
    .description('Write the launch kit for Microsoft 365 out of the live settings: calendar, texts, questionnaire, reports, films.')
    .option('--out <folder>', 'where to; made where it is missing')
    .option('--zip <file>', 'the same as one zip')
    .option('--films', 'have the running server record the films first; it puts the two test accounts back as they were')
    .option('--reset-accounts', 'make Microsoft’s test accounts, or put them back as they were, and print their sheet once')
    .option('--demo', 'as a rehearsal on a demo of its own, which is gone afterwards: nothing has to be running or set up')
    .action(async ({ config, data, out, zip, resetAccounts = false, films = false, demo = false }: Common & LaunchFlags) => {
      if (demo) {
        const { launchDemo } = await import('./launch-demo.ts')
        for (const line of await launchDemo({ out, zip }, process.env)) say(line)
        return
      }
      const { launch } = await import('./launch-kit/command.ts')
      for (const line of await launch({ config, data, out, zip, resetAccounts, films }, process.env)) say(line)
    })
  const editor = moorage.command('editor').description('Look after the built-in editor.')
  common(editor.command('rotate-keys'))
    .description('Give the built-in editor a new proof key; the one before it stays valid as the old key.')
    .action(async ({ config, data }: Common) => {
      const { rotateProofKeys } = await import('@moorage/editor')
      const { config: settings } = loadConfig({ config, data, demo: false, options: {} }, process.env)
      await rotateProofKeys(editorKeysFile(settings.dataFolder))
      say('The built-in editor has a new proof key.')
    })
  return moorage
}

/** What was done, on standard output; what is left to mend, with exit code 1. */
function tell({ text, failed }: { text: string; failed: boolean }) {
  say(text)
  if (failed) process.exitCode = 1
}

/** The first signal ends in order, the second at once. */
function stopOnSignal(close: () => Promise<void>) {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
}

/** Runs the command line; what a command needs is loaded with it. What a person can mend is told in words, the rest with its stack. */
export async function main(words: string[]) {
  // whoever reads may stop reading (`moorage validate … | head`): the command still ends in order
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  try {
    await program().parseAsync(words)
  } catch (error) {
    const { message, stack, code } = error as NodeJS.ErrnoException
    const expected = error instanceof ConfigError || (error as Error).constructor === Error
    process.stderr.write(`${expected && !code ? message : stack}\n`)
    process.exitCode = 1
  }
}
