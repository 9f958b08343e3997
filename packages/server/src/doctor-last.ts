import type { App } from './app.ts'
import { settingOf } from './installation.ts'

/** How the doctor's last look through all checks ended. */
export interface DoctorLast {
  at: number
  /** what it depends on, as it was then (office/settings-now.ts) */
  settings: string
  /** titles of the checks that failed */
  failures: string[]
}

export const keepDoctorLast = (app: Pick<App, 'db'>, last: DoctorLast) =>
  app.db.transact('putSetting', { name: 'doctor_last', value: JSON.stringify(last) })

export async function doctorLast(app: Pick<App, 'db'>): Promise<DoctorLast | undefined> {
  const text = await settingOf(app, 'doctor_last')
  return text === undefined ? undefined : (JSON.parse(text) as DoctorLast)
}
