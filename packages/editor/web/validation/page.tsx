import {
  Button,
  FluentProvider,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  ProgressBar,
  Spinner,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components'
import { htmlReport } from '@moorage/validator/report'
import type { CheckFileInfo } from '@moorage/wopi'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Launch } from '../launch.ts'
import { useDark } from '../shell/media.ts'
import { Bar } from './bar.tsx'
import { CallFailed, type Calls, type Selection } from './calls.ts'
import { Group } from './group.tsx'
import { keep, reportOfPage } from './keep.ts'
import type { Remembered } from './remembered.ts'
import { useRunner } from './run.ts'
import { type Catalogue, countsOf } from './run-state.ts'
import { words } from './words.ts'

export interface PageProps {
  launch: Launch & { testCategory?: string; profile?: string }
  info: CheckFileInfo | undefined
  calls: Calls
  remembered: Remembered
  onClose: (() => void) | undefined
}

function useCatalogues(calls: Calls, category: string | undefined) {
  const [catalogues, setCatalogues] = useState<Catalogue[]>([])
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    calls.catalogues().then(setCatalogues, (error: unknown) => {
      setProblem(error instanceof CallFailed ? words.failure(error.message, error.status) : words.failure(undefined, 0))
    })
  }, [calls])
  const shown = useMemo(() => {
    if (!category) return catalogues
    const wanted = (each: string) => each === 'WopiCore' || each === category
    return catalogues.map((catalogue) => ({
      ...catalogue,
      groups: catalogue.groups
        .map((group) => ({ ...group, cases: group.cases.filter((test) => wanted(test.category)) }))
        .filter(({ cases }) => cases.length > 0),
    }))
  }, [catalogues, category])
  return { catalogues: shown, problem }
}

/** The page around us makes a new session, so another profile is another opening of the file. */
function withProfile(hostViewUrl: string, profile: string): string {
  const url = new URL(hostViewUrl)
  url.searchParams.set('wdprofile', profile)
  return url.href
}

export function Page({ launch, info, calls, remembered, onClose }: PageProps) {
  const dark = useDark()
  const { catalogues, problem: unread } = useCatalogues(calls, launch.testCategory)
  const [chosenId, choose] = useState<string>()
  const [onlyFailed, setOnlyFailed] = useState(false)
  const [withDelays, setWithDelays] = useState(false)
  const runner = useRunner(calls, remembered)
  const { state } = runner
  const chosen = catalogues.find(({ id }) => id === chosenId) ?? catalogues[0]
  const counts = countsOf(state, chosen?.groups ?? [])
  const done = counts.passed + counts.failed + counts.skipped
  const wrongName = info !== undefined && !/\.wopitestx?$/i.test(info.BaseFileName)

  const run = (selection: Omit<Selection, 'set'>) => {
    if (!chosen || state.running || wrongName) return
    const category = launch.testCategory ? { category: launch.testCategory } : {}
    runner.start({ set: chosen.id, ...category, ...selection })
  }
  // rows are many: they are drawn again only when their own result changes
  const latest = useRef(run)
  latest.current = run
  const runCase = useCallback((group: string, name: string) => latest.current({ group, name, withDelays: true }), [])

  const keepReport = (form: 'html' | 'json') => {
    if (!chosen) return
    const report = reportOfPage(chosen, state, launch.wopiSrc)
    if (form === 'html') keep(htmlReport(report), 'wopi-validation.html', 'text/html')
    else keep(`${JSON.stringify(report, undefined, 2)}\n`, 'wopi-validation.json', 'application/json')
  }

  const nothing = done > 0 && counts.passed === 0 && counts.failed === 0 && !state.running ? words.nothingPassed : undefined
  const problem = unread ?? runner.problem ?? nothing ?? (wrongName ? words.wrongName : undefined)
  const total = chosen?.groups.reduce((sum, { cases }) => sum + cases.length, 0) ?? 0
  return (
    <FluentProvider theme={dark ? webDarkTheme : webLightTheme} data-theme={dark ? 'dark' : 'light'}>
      <div className="page">
        <Bar
          file={info?.BaseFileName ?? ''}
          folder={info?.BreadcrumbFolderName}
          catalogues={catalogues}
          chosen={chosen}
          running={state.running}
          stopping={runner.stopping}
          hasResults={done > 0}
          onlyFailed={onlyFailed}
          withDelays={withDelays}
          profile={info?.HostViewUrl ? launch.profile : undefined}
          rehearsal={launch.rehearsal}
          onProfile={(profile) => void window.open(withProfile(info?.HostViewUrl ?? '', profile), '_top')}
          onClose={onClose}
          onChoose={choose}
          onRun={() => run({ withDelays })}
          onStop={runner.stop}
          onOnlyFailed={setOnlyFailed}
          onWithDelays={setWithDelays}
          onKeep={keepReport}
        />
        <div className="summary">
          <p role="status" className="counts" data-running={state.running} data-finished={state.finished}>
            {done > 0 ? (
              <>
                <span className="passed">{`${counts.passed} ${words.passed}`}</span>
                <span className={counts.failed > 0 ? 'failed' : 'soft'}>{`${counts.failed} ${words.failed}`}</span>
                <span className="soft">{`${counts.skipped} ${words.skipped}`}</span>
              </>
            ) : (
              <span className="soft">{chosen ? words.notYet(total) : null}</span>
            )}
            {state.aborted && !state.running ? <span className="soft">{words.stopped}</span> : null}
          </p>
          {state.running ? (
            <ProgressBar
              aria-label={words.of(state.done, state.total)}
              max={1}
              value={state.total ? state.done / state.total : undefined}
            />
          ) : null}
        </div>
        {problem ? (
          <MessageBar intent="error">
            <MessageBarBody>{problem}</MessageBarBody>
          </MessageBar>
        ) : null}
        {state.leftovers.length > 0 && !state.running ? (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              {words.left(state.leftovers.length)} {state.leftovers.map(({ name }) => name).join(', ')}
            </MessageBarBody>
            <MessageBarActions>
              <Button onClick={runner.clean}>{words.clean}</Button>
            </MessageBarActions>
          </MessageBar>
        ) : null}
        {runner.cleaned ? (
          <MessageBar intent="info">
            <MessageBarBody>{runner.cleaned}</MessageBarBody>
          </MessageBar>
        ) : null}
        <main className="groups" aria-label={words.groups}>
          {chosen ? null : unread ? null : <Spinner label={words.opening} labelPosition="below" />}
          {onlyFailed && counts.failed === 0 ? <p className="none soft">{words.nothingFailed}</p> : null}
          {chosen?.groups.map((group) => (
            <Group
              key={`${chosen.id} ${group.name}`}
              group={group}
              state={state}
              onlyFailed={onlyFailed}
              onRunGroup={(name) => run({ group: name, withDelays: true })}
              onRunCase={runCase}
            />
          ))}
        </main>
      </div>
    </FluentProvider>
  )
}
