import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LAUNCH_DATES, LAUNCH_STEPS, type LaunchDateName, type LaunchKit } from '@moorage/api'
import { openApp } from '../app.ts'
import { asServed } from '../data-folder.ts'
import { createLog } from '../log.ts'
import { readHostnames } from '../organizations/hostnames.ts'
import { type CommandLine, loadConfig } from '../settings-file.ts'
import { findingFiles } from './findings/files.ts'
import { flowFiles } from './flow-files.ts'
import { launchKit } from './kit.ts'
import { type KitFile, stamped } from './kit-file.ts'

interface Launch extends Pick<CommandLine, 'config' | 'data'> {
  /** the folder to write into; made where it is missing */
  out: string
}

const day = (time: number) => new Date(time).toISOString().slice(0, 10)
const WHO = { you: 'you', microsoft: 'Microsoft' }
const STATES = { 'to-do': 'to do', 'under-way': 'under way', done: 'done' }

function calendarPage({ steps, users, fields }: LaunchKit): string {
  const rows = steps.map(({ name, state, earliest, latest, note = '' }) => {
    const { title, who } = LAUNCH_STEPS[name]
    return `| ${title} | ${WHO[who]} | ${STATES[state]} | ${day(earliest)} | ${day(latest)} | ${note.replace(/[|\r\n]+/g, ' ')} |`
  })
  const head = ['| Step | Who acts | State | Ends at the earliest | Ends at the latest | Note |', '| --- | --- | --- | --- | --- | --- |']
  const dates = (Object.keys(LAUNCH_DATES) as LaunchDateName[]).map((name) => `- ${LAUNCH_DATES[name]}: ${fields[name] || 'not known yet'}`)
  return `# Calendar\n\nUsers earliest on ${day(users.earliest)}, by ${day(users.latest)} if everything takes long.\n\n${[...head, ...rows].join('\n')}\n\n${dates.join('\n')}\n`
}

const questionnairePage = ({ questionnaire }: LaunchKit) =>
  `# Questionnaire\n\n${questionnaire.map(({ question, answer, source }) => `## ${question}\n\n${answer}\n\nFrom: ${source}\n`).join('\n')}`

/** `moorage launch`: the kit as files, one per text. Works beside a running server and without one. */
export async function launch({ config: file, data, out }: Launch, environment: NodeJS.ProcessEnv): Promise<string[]> {
  const { config } = loadConfig({ config: file, data, demo: false, options: {} }, environment)
  const { app, close } = await openApp(asServed(config), createLog('error'))
  try {
    await readHostnames(app)
    const kit = await launchKit(app)
    const files: KitFile[] = [
      { name: 'calendar.md', content: calendarPage(kit) },
      { name: 'questionnaire.md', content: questionnairePage(kit) },
      ...(await flowFiles(app)),
      ...(await findingFiles(app)),
      ...kit.texts.map(({ id, to, text }, index) => ({ name: `texts/${index + 1}-${id}.txt`, content: `For: ${to}\n\n${text}` })),
    ]
    for (const { name, content } of files) {
      const to = join(out, name)
      await mkdir(dirname(to), { recursive: true })
      if (typeof content === 'string') await writeFile(to, kit.rehearsal ? stamped(content) : content)
      else await copyFile(content.path, to)
    }
    const empty = [...new Set(kit.texts.flatMap(({ missing }) => missing))]
    return [
      `${files.length} files in ${out}`,
      ...(kit.rehearsal ? ['Every one is marked: the built-in editor is in Microsoft’s place, nothing of it may be sent.'] : []),
      ...(kit.notPublic ? [kit.notPublic] : []),
      ...(empty.length > 0 ? [`Still empty in the texts (Administration → Microsoft 365 → Launch kit): ${empty.join(', ')}`] : []),
    ]
  } finally {
    await close()
  }
}
