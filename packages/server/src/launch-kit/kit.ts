import type { LaunchKit } from '@moorage/api'
import type { App } from '../app.ts'
import { calendarOf } from './calendar.ts'
import { factsOf } from './facts.ts'
import { flowsOf } from './flows.ts'
import { questionnaireOf } from './questionnaire.ts'
import { storedLaunchKit } from './stored.ts'
import { textsOf } from './texts.ts'

export async function launchKit(app: App): Promise<LaunchKit> {
  const [facts, stored] = await Promise.all([factsOf(app), storedLaunchKit(app)])
  return {
    rehearsal: facts.rehearsal,
    ...(facts.notPublic === undefined ? {} : { notPublic: facts.notPublic }),
    fields: stored.fields,
    ...calendarOf(stored, app.now()),
    texts: textsOf(facts),
    flows: await flowsOf(app),
    questionnaire: questionnaireOf(facts),
  }
}
