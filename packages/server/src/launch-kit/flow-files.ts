import { LAUNCH_FLOWS, type LaunchFlow } from '@moorage/api'
import type { App } from '../app.ts'
import { pictureFiles, pictureNames } from './findings/files.ts'
import { flowsOf } from './flows.ts'
import type { KitFile } from './kit-file.ts'

const STATES = { 'to-do': 'not tried yet', passed: 'passed', failed: 'failed' }
const day = (time: number) => new Date(time).toISOString().slice(0, 10)
const OTHERWISE = ', with other settings than now'

function section({ name, state, at, by, stale, note, done, screenshots }: LaunchFlow): string {
  const { title, todo, seen } = LAUNCH_FLOWS[name]
  const outcome = [STATES[state], at === undefined ? '' : ` on ${day(at)}`, by ? ` by ${by}` : '', stale ? OTHERWISE : ''].join('')
  const lines = todo.map((line, index) => {
    const ticked = done[index]
    return `${index + 1}. [${ticked ? 'x' : ' '}] ${line}${ticked ? ` (${day(ticked.at)}, ${ticked.by}${ticked.stale ? OTHERWISE : ''})` : ''}`
  })
  const pictures = pictureNames(name, screenshots).map((file) => `![${file.slice('screenshots/'.length)}](${file})`)
  return [`## ${title}: ${outcome}`, lines.join('\n'), `To be seen: ${seen}`, ...(note ? [note] : []), ...pictures].join('\n\n')
}

/** `flows.md`, what came of every manual flow, and the screenshots that it names. */
export async function flowFiles(app: App): Promise<KitFile[]> {
  const flows = await flowsOf(app)
  const pictures = await Promise.all(flows.map(({ name, screenshots }) => pictureFiles(app, name, screenshots)))
  return [{ name: 'flows.md', content: `# Tried by hand\n\n${flows.map(section).join('\n\n')}\n` }, ...pictures.flat()]
}
