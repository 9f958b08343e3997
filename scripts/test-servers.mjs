// What `npm run test:all` adds: tests against real servers and programs that a machine may not have.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { phase, run } from './setup.mjs'

/** Programs, the Debian packages they come in, and the vitest project that needs them, some of them a browser too. */
const NEEDS = [
  { program: 'nginx', packages: ['nginx-light'], project: 'nginx' },
  {
    program: 'soffice',
    packages: ['libreoffice-writer-nogui', 'libreoffice-calc-nogui', 'libreoffice-impress-nogui'],
    project: 'libreoffice',
    inBrowser: true,
  },
  { program: 'strace', packages: ['strace'], project: 'strace' },
]

const onPath = (program) => [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some((folder) => existsSync(join(folder, program)))

/** Installs what is missing where it may, runs each project by `tests(project)`; answers what was skipped, in words. `browser`: as it was found. */
export async function testServers(tests, browser) {
  const skipped = []
  const debianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  for (const { program, packages, project, inBrowser } of NEEDS) {
    if (!onPath(program) && debianRoot) {
      await phase(`Installing ${program}`, async () => {
        try {
          await run('apt-get', ['update'])
          await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
        } catch (error) {
          // as without a network: what was left out is said at the end
          console.error(error.message)
          return 'failed'
        }
      })
    }
    if (!onPath(program)) skipped.push(`the ${project} tests: ${program} is not installed`)
    else if (inBrowser && !browser.path) skipped.push(`the ${project} tests: they need a browser`)
    else await tests(project)
  }
  return skipped
}
