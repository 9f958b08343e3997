// `npm run test:all`: known holes in the packages that are installed. Fails on high and critical ones; says so where the registry has no answer.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SEVERE = new Set(['high', 'critical'])

/** Answers why it was skipped, in words, or undefined when it passed. Throws with the findings. */
export async function audit() {
  const report = await new Promise((resolve) => {
    // it exits with 1 for findings and for its own failures alike: what it says tells them apart
    execFile('npm', ['audit', '--json'], { cwd: ROOT, shell: process.platform === 'win32', maxBuffer: 2 ** 26 }, (_error, stdout) => {
      try {
        resolve(JSON.parse(stdout))
      } catch {
        resolve({ message: 'npm audit gave no answer' })
      }
    })
  })
  if (!report.vulnerabilities) return `the dependency audit: the registry has no answer (${report.message ?? 'without a reason'})`
  const severe = Object.values(report.vulnerabilities).filter(({ severity }) => SEVERE.has(severity))
  if (severe.length > 0) throw new Error(severe.map(({ name, severity, range }) => `${name} ${range}: ${severity}`).join('\n'))
}
