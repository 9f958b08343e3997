// What `npm run test:all` adds: tests against real servers and programs that a machine may not have.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { phase, run } from './setup.mjs'

/** Programs, the Debian packages they come in, and the vitest project that needs them. */
const NEEDS = [
  { program: 'nginx', packages: ['nginx-light'], project: 'nginx' },
  {
    program: 'soffice',
    packages: ['libreoffice-writer-nogui', 'libreoffice-calc-nogui', 'libreoffice-impress-nogui'],
    project: 'libreoffice',
  },
  { program: 'strace', packages: ['strace'], project: 'strace' },
]

const onPath = (program) => [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some((folder) => existsSync(join(folder, program)))

/** Installs what is missing where it may, runs each project by `tests(project)`; answers what was skipped, in words. */
export async function testServers(tests) {
  const skipped = []
  const debianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  for (const { program, packages, project } of NEEDS) {
    if (!onPath(program) && debianRoot) {
      await phase(`Installing ${program}`, async () => {
        await run('apt-get', ['update'])
        await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
      })
    }
    if (onPath(program)) await tests(project)
    else skipped.push(`the ${project} tests: ${program} is not installed`)
  }
  return skipped
}
