import { LAUNCH_DATES, LAUNCH_STEPS, type LaunchDateName, type LaunchKit, type LaunchSent } from '@moorage/api'

/** The parts of the kit as pages to be read outside of the portal, in Markdown. */

const day = (time: number) => new Date(time).toISOString().slice(0, 10)
const WHO = { you: 'you', microsoft: 'Microsoft' }
const STATES = { 'to-do': 'to do', 'under-way': 'under way', done: 'done' }

export function calendarPage({ steps, users, fields }: LaunchKit): string {
  const rows = steps.map(({ name, state, earliest, latest, note = '' }) => {
    const { title, who } = LAUNCH_STEPS[name]
    return `| ${title} | ${WHO[who]} | ${STATES[state]} | ${day(earliest)} | ${day(latest)} | ${note.replace(/[|\r\n]+/g, ' ')} |`
  })
  const head = ['| Step | Who acts | State | Ends at the earliest | Ends at the latest | Note |', '| --- | --- | --- | --- | --- | --- |']
  const dates = (Object.keys(LAUNCH_DATES) as LaunchDateName[]).map((name) => `- ${LAUNCH_DATES[name]}: ${fields[name] || 'not known yet'}`)
  const missing = steps.flatMap(({ name, missing: those = [] }) =>
    those.length > 0 ? [`## Still missing for “${LAUNCH_STEPS[name].title}”\n\n${those.map((one) => `- ${one}`).join('\n')}`] : [],
  )
  return [
    `# Calendar\n\nUsers earliest on ${day(users.earliest)}, by ${day(users.latest)} if everything takes long.`,
    [...head, ...rows].join('\n'),
    dates.join('\n'),
    ...missing,
  ]
    .join('\n\n')
    .concat('\n')
}

const sentBefore = ({ at, by, before }: NonNullable<LaunchKit['questionnaire'][number]['sent']>) =>
  before === undefined
    ? `Sent as it is on ${day(at)} by ${by}`
    : `**Changed since it was sent** on ${day(at)} by ${by}. It said: ${before.replace(/[\r\n]+/g, ' ')}`

export const questionnairePage = ({ questionnaire }: LaunchKit) =>
  `# Questionnaire\n\n${questionnaire
    .map(({ question, answer, source, sent }) =>
      [`## ${question}`, answer, `From: ${source}`, ...(sent ? [sentBefore(sent)] : [])].join('\n\n').concat('\n'),
    )
    .join('\n')}`

/** A fence that the text itself cannot end. */
const fenced = (text: string) => `~~~~text\n${text.replace(/^~~~~/gm, ' ~~~~')}\n~~~~`

export const sentPage = (entries: LaunchSent[]) =>
  [
    '# What was sent to Microsoft, and when',
    ...(entries.length === 0 ? ['Nothing was noted as sent yet.'] : []),
    ...entries.flatMap(({ title, at, by, note, text }) => [
      `## ${day(at)}: ${title}`,
      `By ${by}${note ? `. ${note.replace(/[\r\n]+/g, ' ')}` : ''}`,
      fenced(text.trimEnd()),
    ]),
  ]
    .join('\n\n')
    .concat('\n')
