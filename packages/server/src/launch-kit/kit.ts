import type { LaunchKit } from '@moorage/api'
import { accountByEmail, emailKey } from '../accounts/accounts.ts'
import { TEST_PEOPLE } from '../accounts/test-people.ts'
import type { App } from '../app.ts'
import { doctorLast } from '../doctor-last.ts'
import { settingsNow } from '../office/settings-now.ts'
import { calendarOf } from './calendar.ts'
import { type Facts, factsOf } from './facts.ts'
import { launchFilms } from './films/record.ts'
import { flowsOf } from './flows.ts'
import { filmMissing, type Measured, measuredSteps } from './measured.ts'
import { questionnaireOf } from './questionnaire.ts'
import { withSent } from './sent.ts'
import { storedLaunchKit } from './stored.ts'
import { textsOf } from './texts.ts'
import { profileReports } from './validation-report.ts'

export async function launchKit(app: App): Promise<LaunchKit> {
  const [facts, stored] = await Promise.all([factsOf(app), storedLaunchKit(app)])
  const { texts, questionnaire } = await withSent(app, { texts: textsOf(facts), questionnaire: questionnaireOf(facts) })
  return {
    rehearsal: facts.rehearsal,
    ...(facts.notPublic === undefined ? {} : { notPublic: facts.notPublic }),
    fields: stored.fields,
    ...calendarOf(stored, app.now(), await measured(app, facts)),
    texts,
    flows: await flowsOf(app),
    questionnaire,
  }
}

async function measured(app: App, facts: Facts) {
  const settings = settingsNow(app)
  const [doctor, profiles, flows, { films }, tester] = await Promise.all([
    doctorLast(app),
    profileReports(app, settings),
    flowsOf(app),
    launchFilms(app),
    app.db.read.get(accountByEmail, { emailKey: emailKey(TEST_PEOPLE[0].email) }),
  ])
  return measuredSteps({
    ...{ settings, rehearsal: facts.rehearsal, notPublic: facts.notPublic, doctor, profiles },
    flows,
    films: films.flatMap(filmMissing),
    accounts: tester !== undefined,
    verification: textsOf(facts).find(({ id }) => id === 'verification'),
  })
}

/** Why the step cannot be ticked yet: what a machine finds to be missing of it. */
export async function missingOf(app: App, step: 'self-test'): Promise<string[]> {
  const facts = await factsOf(app)
  const { missing }: Measured = (await measured(app, facts))[step] ?? { missing: [] }
  return missing
}
