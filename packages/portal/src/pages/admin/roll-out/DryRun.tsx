import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { DryRun as Answered, RolloutStage } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useSettled } from '../../../later.ts'
import { wordsRollOut } from '../../../words-roll-out.ts'
import { useAnswer } from '../parts/answer.ts'
import { ListSearch } from '../parts/ListSearch.tsx'
import { Pager } from '../parts/Pager.tsx'
import { Shown } from '../parts/Shown.tsx'
import { type Column, Table } from '../parts/Table.tsx'
import { LoadOfStages } from './LoadOfStages.tsx'
import styles from './roll-out.module.css'

const words = wordsRollOut.dryRun
const PAGE = 50

interface Props {
  editorId: string
  stages: RolloutStage[]
}

/** Who would get it by which stage, and what that asks of the server; of the plan as it is on the screen, kept or not. */
export function DryRun({ editorId, stages }: Props) {
  const [tried, setTried] = useState<RolloutStage[]>()
  const stale = tried !== undefined && JSON.stringify(tried) !== JSON.stringify(stages)
  return (
    <section className={styles.part} aria-labelledby="dry-run">
      <h2 id="dry-run">{words.heading}</h2>
      <p className={styles.quiet}>{words.about}</p>
      <div>
        <Button disabledFocusable={stages.length === 0} onClick={() => stages.length > 0 && setTried(stages)}>
          {tried ? words.again : words.run}
        </Button>
      </div>
      {stale && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.changed}</MessageBarBody>
        </MessageBar>
      )}
      {tried && <Outcome editorId={editorId} stages={tried} />}
    </section>
  )
}

function Outcome({ editorId, stages }: Props) {
  const [typed, setTyped] = useState('')
  const [offset, setOffset] = useState(0)
  const q = useSettled(typed.trim(), 300)
  const answer = useAnswer({
    key: `${JSON.stringify(stages)} ${offset} ${q}`,
    read: (signal) =>
      call('tryRollout', {
        params: { editorId },
        query: { ...(q ? { q } : {}), ...(offset ? { offset } : {}) },
        body: { stages },
        signal,
      }),
  })
  return (
    <Shown answer={answer}>
      {(outcome) => (
        <>
          <ByStage outcome={outcome} />
          <LoadOfStages outcome={outcome} />
          <h3>{words.who}</h3>
          <ListSearch
            label={words.search}
            value={typed}
            onChange={(value) => {
              setTyped(value)
              setOffset(0)
            }}
          />
          {outcome.people.length === 0 ? (
            <p className={styles.quiet}>{words.nobody}</p>
          ) : (
            <Table label={words.who} columns={PEOPLE} rows={outcome.people} rowKey={({ id }) => id} />
          )}
          <Pager offset={offset} total={outcome.total} size={PAGE} onMove={setOffset} />
        </>
      )}
    </Shown>
  )
}

type Person = Answered['people'][number]
const PEOPLE: Column<Person>[] = [
  { key: 'name', label: words.name, heading: true, render: ({ name }) => <bdi>{name}</bdi> },
  { key: 'organization', label: words.organization, render: ({ organizationName }) => <bdi>{organizationName}</bdi> },
  { key: 'stage', label: words.gets, render: ({ stage }) => stage ?? words.never },
  {
    key: 'why',
    label: words.why,
    render: ({ why }) => (
      <details>
        <summary>{words.why}</summary>
        <ul className={styles.why}>
          {why.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
    ),
  },
]

type ByStageRow = Answered['stages'][number]

function ByStage({ outcome: { stages, everybody } }: { outcome: Answered }) {
  const columns: Column<ByStageRow>[] = [
    { key: 'stage', label: words.stage, heading: true, render: ({ name }) => name },
    { key: 'brings', label: words.brings, end: true, render: ({ brings }) => brings.toLocaleString() },
    { key: 'people', label: words.people, end: true, render: ({ people }) => words.ofAll(people, everybody) },
    { key: 'organizations', label: words.organizations, end: true, render: ({ organizations }) => organizations.toLocaleString() },
    { key: 'split', label: words.split, end: true, render: ({ split }) => split.toLocaleString() },
  ]
  return (
    <>
      <h3>{words.stages}</h3>
      <Table label={words.stages} columns={columns} rows={stages} rowKey={({ name }) => name} />
      <p className={styles.quiet}>{words.splitAbout}</p>
    </>
  )
}
