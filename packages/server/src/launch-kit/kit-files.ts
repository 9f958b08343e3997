import { LAUNCH_PROFILES, LAUNCH_STEPS, type LaunchKit, type LaunchSent, type ProfileReport } from '@moorage/api'
import type { App } from '../app.ts'
import { settingsNow } from '../office/settings-now.ts'
import { moorageVersion } from '../version.ts'
import { filmFiles } from './films/film-files.ts'
import { findingFiles } from './findings/files.ts'
import { flowFiles } from './flow-files.ts'
import { launchKit } from './kit.ts'
import { type KitFile, REHEARSAL, stamped } from './kit-file.ts'
import { calendarPage, questionnairePage, sentPage } from './pages.ts'
import { sentLog } from './sent.ts'
import { storedLaunchKit } from './stored.ts'
import { trafficPage } from './traffic.ts'
import { trafficNow } from './traffic-now.ts'
import { profileReports, reportPage } from './validation-report.ts'

const AT_ONCE = 200

export interface WholeKit {
  kit: LaunchKit
  files: KitFile[]
}

/** Everything for Microsoft, with a README; every text is stamped while it is a rehearsal. */
export async function kitFiles(app: App): Promise<WholeKit> {
  const [kit, reports, log] = await Promise.all([launchKit(app), profileReports(app, settingsNow(app)), wholeLog(app)])
  const traffic = await trafficNow(app, await storedLaunchKit(app))
  const parts: KitFile[] = [
    { name: 'calendar.md', content: calendarPage(kit) },
    ...kit.texts.map(({ id, to, text }, index) => ({ name: `texts/${index + 1}-${id}.txt`, content: `For: ${to}\n\n${text}` })),
    { name: 'questionnaire.md', content: questionnairePage(kit) },
    { name: 'traffic.md', content: trafficPage(traffic) },
    ...(await flowFiles(app)),
    ...(await filmFiles(app)),
    ...(await findingFiles(app)),
    ...reports.flatMap((report) => reportFiles(report, kit.rehearsal)),
    { name: 'sent.md', content: sentPage(log) },
  ]
  const readme = { name: 'README.md', content: readmePage(kit, reports, parts, app.now()) }
  return { kit, files: [readme, ...parts].map((file) => (kit.rehearsal ? marked(file) : file)) }
}

/** Pictures and films are stamped where they are made, JSON has a field for it. */
const marked = ({ name, content }: KitFile): KitFile => ({
  name,
  content: typeof content === 'string' && !name.endsWith('.json') ? stamped(content) : content,
})

async function wholeLog(app: App): Promise<LaunchSent[]> {
  const entries: LaunchSent[] = []
  for (;;) {
    const more = await sentLog(app, { before: entries.at(-1)?.id, limit: AT_ONCE })
    entries.push(...more)
    if (more.length < AT_ONCE) return entries
  }
}

function reportFiles({ profile, state, last }: ProfileReport, rehearsal: boolean): KitFile[] {
  if (!last) return []
  const note = state === 'stale' ? '**Stale**: the settings have changed since. Run it again.' : undefined
  const plain = { ...(rehearsal ? { rehearsal: REHEARSAL } : {}), stale: state === 'stale', ...last }
  return [
    { name: `reports/${profile}.md`, content: reportPage(last, note) },
    { name: `reports/${profile}.json`, content: `${JSON.stringify(plain, undefined, 2)}\n` },
  ]
}

/** What a file is for, by how its name begins. */
const FOR: [beginning: string, what: string][] = [
  ['calendar.md', 'Every step up to the last user, who acts, when it ends, and what is still missing.'],
  ['texts/', 'To be sent to Microsoft, each to the address in its first line.'],
  ['questionnaire.md', 'Microsoft’s questions before verification, each answer with where it is from.'],
  ['traffic.md', 'How much will be opened, for the roll-out.'],
  ['flows.md', 'What Microsoft’s people try by hand, and what came of trying it.'],
  ['reports/', 'Reports of the validator, to be read (.md) and for programs (.json).'],
  ['films/', 'Films for the submission.'],
  ['screenshots/', 'What was seen while the flows were tried by hand.'],
  ['findings', 'What Microsoft found in its verification passes, and our answers.'],
  ['sent.md', 'What was sent to Microsoft and when, word for word.'],
]

function readmePage(kit: LaunchKit, reports: ProfileReport[], files: KitFile[], now: number): string {
  const there = FOR.flatMap(([beginning, what]) => {
    const those = files.filter(({ name }) => name.startsWith(beginning))
    return those.length > 0 ? [`- **${beginning}** ${what}${those.length > 1 ? ` ${those.length} files.` : ''}`] : []
  })
  const empty = [...new Set(kit.texts.flatMap(({ missing }) => missing))]
  const missing = [
    ...(kit.notPublic ? [kit.notPublic] : []),
    ...(empty.length > 0 ? [`Empty in the texts: ${empty.join(', ')}.`] : []),
    ...reports.flatMap(({ profile, state, needed }) =>
      needed && state === 'never' ? [`No report of the validator for ${LAUNCH_PROFILES[profile].title}.`] : [],
    ),
    ...kit.steps.flatMap(({ name, missing: those = [] }) => those.map((one) => `${LAUNCH_STEPS[name].title}: ${one.replace(/\.$/, '')}.`)),
  ]
  return [
    `# Launch kit for Microsoft 365\n\nWritten by Moorage ${moorageVersion()} on ${new Date(now).toISOString()}, out of the settings of then. The passwords of the test accounts are in none of these files: they are on their sheet, which is shown once.`,
    `## What each file is for\n\n${there.join('\n')}`,
    `## What is missing\n\n${missing.length > 0 ? [...new Set(missing)].map((one) => `- ${one}`).join('\n') : 'Nothing that a machine can see.'}`,
  ]
    .join('\n\n')
    .concat('\n')
}
