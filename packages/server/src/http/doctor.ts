import { editorsOf, lookNow, report } from '../doctor/doctor.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import type { Handlers } from './api.ts'

export const doctorHandlers: Pick<Handlers, 'getDoctor' | 'runDoctor'> = {
  getDoctor: async ({ app }) => report(app),

  runDoctor: async ({ app, body, note }) => {
    editorsOf(app, body.editor)
    note({ organizationId: ALL_ORGANIZATIONS, subject: { kind: 'setting', name: 'Doctor' }, ...(body.fix ? { detail: 'with fixes' } : {}) })
    // nobody waits for it: it takes as long as the slowest network does
    void lookNow(app, body)
    return report(app)
  },
}
