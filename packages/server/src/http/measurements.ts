import type { App } from '../app.ts'
import { CHARTED, type ChartedRow, chartedRows, stepsOf } from '../editing-sessions/charted.ts'
import { keepObserved } from '../editing-sessions/recorder.ts'
import { editorById } from '../office/registry.ts'
import type { Handlers } from './api.ts'

/** More could not be told apart by their colours. */
const LINES_MAX = 8
const EVERYTHING = 'All editors'

/** What is being rolled out has stages; before and after, and with what never was, there is none. */
const stageName = (editor: string, stage: string) => `${editor}, ${stage === '' ? 'outside a roll-out' : `“${stage}”`}`

function lines(app: App, rows: ChartedRow[], by: 'editor' | 'stage' | undefined, only: string | undefined) {
  const name = (id: string) => editorById(app, id)?.name ?? id
  const nameOf = ({ client, stage }: ChartedRow) => {
    if (by === 'stage') return stageName(name(client), stage)
    return by === 'editor' || only !== undefined ? name(client) : EVERYTHING
  }
  const groups = new Map<string, { calls: number; rows: ChartedRow[] }>()
  for (const row of rows) {
    const group = groups.get(nameOf(row)) ?? { calls: 0, rows: [] }
    groups.set(nameOf(row), group)
    group.rows.push(row)
    if (row.name === 'call' || row.name === 'open') group.calls += row.count
  }
  return [...groups]
    .sort(([, a], [, b]) => b.calls - a.calls)
    .slice(0, LINES_MAX)
    .map(([line, group]) => ({ name: line, steps: stepsOf(group.rows) }))
}

export const measurementHandlers: Pick<Handlers, 'getMeasurements'> = {
  getMeasurements: async ({ app, query: { span, by, editor } }) => {
    await keepObserved(app)
    const charted = CHARTED[span]
    const to = app.now()
    const from = to - charted.length - ((to - charted.length) % charted.step)
    const rows = await chartedRows(app, charted, from)
    const editors = [...new Set(rows.map(({ client }) => client))].map((id) => ({ id, name: editorById(app, id)?.name ?? id }))
    const shown = editor === undefined ? rows : rows.filter(({ client }) => client === editor)
    return {
      ...{ from, to, step: charted.step },
      editors: editors.sort((a, b) => a.name.localeCompare(b.name)),
      lines: lines(app, shown, by, editor),
    }
  },
}
