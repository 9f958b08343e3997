import { Button, Spinner, Tooltip } from '@fluentui/react-components'
import {
  CheckmarkCircle20Filled,
  ChevronDown16Regular,
  ChevronRight16Regular,
  Circle20Regular,
  DismissCircle20Filled,
  Play20Regular,
  Subtract20Regular,
} from '@fluentui/react-icons'
import { memo, useId, useState } from 'react'
import { Exchanges } from './exchange.tsx'
import type { CaseState, CatalogueCase } from './run-state.ts'
import { words } from './words.ts'

function Mark({ state }: { state: CaseState | undefined }) {
  switch (state?.status) {
    case 'running':
      return <Spinner size="extra-tiny" aria-label={words.running} />
    case 'passed':
      return <CheckmarkCircle20Filled className="passed" title={words.passed} />
    case 'failed':
      return <DismissCircle20Filled className="failed" title={words.failed} />
    case 'skipped':
      return <Subtract20Regular className="soft" title={words.skipped} />
    default:
      return <Circle20Regular className="soft" title={words.waiting} />
  }
}

interface CaseRowProps {
  test: CatalogueCase
  state: CaseState | undefined
  busy: boolean
  group: string
  onRun(group: string, name: string): void
}

/** One case: its result, and unfolded what was sent and what came. */
export const CaseRow = memo(function CaseRow({ test, state, busy, group, onRun }: CaseRowProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const result = state && 'result' in state ? state.result : undefined
  return (
    <li className="case" data-status={state?.status ?? 'waiting'} data-case={test.name}>
      <div className="case-head">
        <button type="button" className="unfold" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
          <Mark state={state} />
          <span className="case-name">{test.name}</span>
          {result ? <span className="soft time">{result.durationMs} ms</span> : null}
        </button>
        <Tooltip content={words.runCase(test.name)} relationship="label">
          <Button
            appearance="subtle"
            size="small"
            icon={<Play20Regular />}
            disabledFocusable={busy}
            onClick={() => onRun(group, test.name)}
          />
        </Tooltip>
      </div>
      <div id={id} className="case-body" hidden={!open}>
        {open ? (
          <>
            <p className="soft">
              {test.description} <span className="category">{test.category}</span>
            </p>
            {result ? <Exchanges result={result} /> : null}
            {state?.status === 'skipped' ? <p className="reason">{state.reason}</p> : null}
          </>
        ) : null}
      </div>
    </li>
  )
})
