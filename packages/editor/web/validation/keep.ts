import { type PlainResult, type Report, reportOf } from '@moorage/validator/report'
import { type Catalogue, countsOf, type RunState, stateOf } from './run-state.ts'

/** What the page shows as a report: the same form as the command's. */
export function reportOfPage(catalogue: Catalogue, state: RunState, host: string): Report {
  const about = { title: catalogue.title, host, startedAt: state.startedAt }
  const groups = catalogue.groups.map((group) => {
    const cases = group.cases.flatMap(({ name }): PlainResult[] => {
      const found = stateOf(state, group.name, name)
      return found?.status === 'passed' || found?.status === 'failed' ? [found.result] : []
    })
    const skipped = state.skipped.get(group.name)
    return { name: group.name, ...countsOf(state, [group]), reason: skipped?.reason, prerequisite: skipped?.prerequisite, cases }
  })
  const counts = countsOf(state, catalogue.groups)
  const verdict = counts.failed > 0 || counts.passed === 0 ? 'failed' : 'passed'
  return { ...reportOf([], about), ...counts, verdict, aborted: state.aborted, groups }
}

/** Puts a text into the person's downloads. */
export function keep(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
