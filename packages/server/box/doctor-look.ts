import { execFile } from 'node:child_process'
import type { Check, DoctorReport } from '@moorage/api'
import { type BoxServer, COMMAND, cleanEnvironment } from './server.ts'

/** `moorage doctor --json` on a running server, whatever its exit code. */
export async function doctorOf(server: Pick<BoxServer, 'data'>, ...words: string[]): Promise<Pick<DoctorReport, 'checks' | 'fixed'>> {
  const line = [COMMAND, 'doctor', '--json', '--data', server.data, ...words]
  const printed = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, line, { env: cleanEnvironment() }, (error, stdout, stderr) =>
      stdout.startsWith('{') ? resolve(stdout) : reject(error ?? new Error(stderr)),
    )
  })
  return JSON.parse(printed) as Pick<DoctorReport, 'checks' | 'fixed'>
}

/** One check of a report by its id; an editor's has that after a colon. */
export function checkOf({ checks }: { checks: Check[] }, id: string): Check {
  const check = checks.find((one) => one.id === id)
  if (!check) throw new Error(`there is no check ${id}; there is: ${checks.map((one) => one.id).join(', ')}`)
  return check
}
