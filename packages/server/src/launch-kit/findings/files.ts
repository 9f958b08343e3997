import {
  FINDING_FIELDS,
  FINDING_STATES,
  type FindingChange,
  type FindingField,
  LAUNCH_FLOWS,
  type LaunchFinding,
  type Screenshot,
} from '@moorage/api'
import type { App } from '../../app.ts'
import { csvLine } from '../../csv.ts'
import type { KitFile } from '../kit-file.ts'
import { EXTENSIONS } from './image-type.ts'
import { pictureFile } from './pictures.ts'
import { findings, histories } from './rows.ts'

const moment = (time: number) => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
const HEAD = ['Number', 'Pass', 'State', 'Title', 'What Microsoft wrote', 'Manual flow', 'Validator case', 'Our answer']

/** Where the pictures of something lie in the export: `of` is "finding-3" or a flow's name. */
export const pictureNames = (of: string, screenshots: Screenshot[]) =>
  screenshots.map(({ type }, index) => `screenshots/${of}-${index + 1}.${EXTENSIONS[type]}`)

export const pictureFiles = (app: Pick<App, 'config'>, of: string, screenshots: Screenshot[]): Promise<KitFile[]> =>
  Promise.all(
    pictureNames(of, screenshots).map(async (name, index) => ({
      name,
      content: { path: await pictureFile(app, (screenshots[index] as Screenshot).id) },
    })),
  )

const nameOf = ({ number }: LaunchFinding) => `finding-${number}`

/** As a spreadsheet takes it: UTF-8 with BOM, one line for each. */
export function findingsCsv(all: LaunchFinding[]): string {
  const lines = all.map((finding) => {
    const { number, pass, state, title, text, flow, test, answer, screenshots } = finding
    const about = [String(number), String(pass), FINDING_STATES[state], title, text, flow && LAUNCH_FLOWS[flow].title, test, answer]
    const pictures = pictureNames(nameOf(finding), screenshots).join('\n')
    return csvLine([...about, pictures, moment(finding.addedAt), finding.addedBy, moment(finding.changedAt), finding.changedBy])
  })
  return `\uFEFF${csvLine([...HEAD, 'Screenshots', 'Entered', 'Entered by', 'Changed', 'Changed by'])}${lines.join('')}`
}

/** What people wrote stands as a quotation: nothing in it becomes a heading or a list of the page. */
const quoted = (text: string) =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

const LONG: readonly string[] = ['text', 'answer'] satisfies FindingField[]

function changeText({ field, from, to }: FindingChange['what'][number]): string {
  if (field === 'added') return `entered as ${to}`
  if (field === 'screenshot') return from && to ? `replaced ${from} by ${to}` : to ? `added ${to}` : `deleted ${from}`
  const label = FINDING_FIELDS[field as FindingField]
  if (LONG.includes(field)) return `${label} changed`
  return `${label}: ${from ?? 'nothing'} → ${to ?? 'nothing'}`
}

function section(finding: LaunchFinding, history: FindingChange[]): string {
  const { number, pass, state, title, text, flow, test, answer, screenshots } = finding
  const facts = [
    `State: ${FINDING_STATES[state]}`,
    `Verification pass: ${pass}`,
    ...(flow ? [`Manual flow: ${LAUNCH_FLOWS[flow].title}`] : []),
    ...(test ? [`Validator case: ${oneLine(test)}`] : []),
  ]
  const pictures = pictureNames(nameOf(finding), screenshots)
  return [
    `## ${number}. ${oneLine(title)}`,
    facts.map((fact) => `- ${fact}`).join('\n'),
    ...(text ? [`What Microsoft wrote:\n\n${quoted(text)}`] : []),
    ...(answer ? [`Our answer:\n\n${quoted(answer)}`] : []),
    ...(pictures.length > 0 ? [pictures.map((name) => `![${name.slice('screenshots/'.length)}](${name})`).join('\n\n')] : []),
    `Changes:\n\n${history.map(({ at, by, what }) => `- ${moment(at)}, ${oneLine(by)}: ${oneLine(what.map(changeText).join('; '))}`).join('\n')}`,
  ].join('\n\n')
}

/** To be read by people: how many are in which state, then every one with its answer and its history. */
export function findingsMarkdown(all: LaunchFinding[], history: Map<string, FindingChange[]>): string {
  const counted = Object.entries(FINDING_STATES).map(
    ([state, label]) => `${label}: ${all.filter((finding) => finding.state === state).length}`,
  )
  const sections = all.map((finding) => section(finding, history.get(finding.id) ?? []))
  return `${['# What Microsoft found', all.length > 0 ? counted.join(' · ') : 'Nothing yet.', ...sections].join('\n\n')}\n`
}

/** `findings.md`, `findings.csv` and the screenshots that they name. */
export async function findingFiles(app: App): Promise<KitFile[]> {
  const [all, history] = await Promise.all([findings(app), histories(app)])
  const pictures = await Promise.all(all.map((finding) => pictureFiles(app, nameOf(finding), finding.screenshots)))
  return [
    { name: 'findings.md', content: findingsMarkdown(all, history) },
    { name: 'findings.csv', content: findingsCsv(all) },
    ...pictures.flat(),
  ]
}
