import { Button, Tooltip } from '@fluentui/react-components'
import { ChevronDown16Regular, ChevronRight16Regular, Play20Regular } from '@fluentui/react-icons'
import { useId, useState } from 'react'
import { CaseRow } from './case-row.tsx'
import { Exchanges } from './exchange.tsx'
import { type CatalogueGroup, countsOf, type RunState, stateOf } from './run-state.ts'
import { words } from './words.ts'

interface GroupProps {
  group: CatalogueGroup
  state: RunState
  onlyFailed: boolean
  onRunGroup(group: string): void
  onRunCase(group: string, name: string): void
}

/** A group with its counts; folded, failures still show in the counts. */
export function Group({ group, state, onlyFailed, onRunGroup, onRunCase }: GroupProps) {
  const [open, setOpen] = useState(true)
  const id = useId()
  const counts = countsOf(state, [group])
  const skipped = state.skipped.get(group.name)
  const cases = onlyFailed ? group.cases.filter(({ name }) => stateOf(state, group.name, name)?.status === 'failed') : group.cases
  if (cases.length === 0) return null
  const ran = counts.passed + counts.failed + counts.skipped > 0
  return (
    <section className="group" aria-label={group.name} data-group={group.name}>
      <div className="group-head">
        <h2>
          <button type="button" className="unfold" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            {open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
            <span className="group-name">{group.name}</span>
          </button>
        </h2>
        <span className="group-counts">
          {ran ? (
            <>
              {counts.passed > 0 ? <span className="passed">{`${counts.passed} ${words.passed}`}</span> : null}
              {counts.failed > 0 ? <span className="failed">{`${counts.failed} ${words.failed}`}</span> : null}
              {counts.skipped > 0 ? <span className="soft">{`${counts.skipped} ${words.skipped}`}</span> : null}
            </>
          ) : (
            <span className="soft">{group.cases.length}</span>
          )}
        </span>
        <Tooltip content={words.runGroup(group.name)} relationship="label">
          <Button
            appearance="subtle"
            size="small"
            icon={<Play20Regular />}
            disabledFocusable={state.running}
            onClick={() => onRunGroup(group.name)}
          />
        </Tooltip>
      </div>
      <div id={id} hidden={!open}>
        {skipped ? <p className="why soft">{skipped.reason}</p> : null}
        {skipped?.prerequisite ? (
          <details className="prerequisite">
            <summary>{words.prerequisite}</summary>
            <Exchanges result={skipped.prerequisite} />
          </details>
        ) : null}
        <ul className="cases">
          {cases.map((test) => (
            <CaseRow
              key={test.name}
              test={test}
              state={stateOf(state, group.name, test.name)}
              busy={state.running}
              group={group.name}
              onRun={onRunCase}
            />
          ))}
        </ul>
      </div>
    </section>
  )
}
