import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Brake, Rollout, RolloutNow, StageMeasures } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { sayWhen } from '../../../format.ts'
import { wordsRollOut } from '../../../words-roll-out.ts'
import { useAnswer } from '../parts/answer.ts'
import { Shown } from '../parts/Shown.tsx'
import { type Column, Table } from '../parts/Table.tsx'
import { BrakeDialog } from './BrakeDialog.tsx'
import { type Plan, reachedOf } from './plan.ts'
import styles from './roll-out.module.css'

const words = wordsRollOut.brake
const LOOKS_MS = 10_000

interface Props {
  plan: Plan
  rollout: Rollout | undefined
  onChange(brake: Brake): void
}

/** What stops the roll-out by itself, and what it sees now. */
export function BrakeSection({ plan: { brake }, rollout, onChange }: Props) {
  const [changing, setChanging] = useState(false)
  return (
    <section className={styles.part} aria-labelledby="brake">
      <h2 id="brake">{words.heading}</h2>
      <p className={styles.quiet}>{words.about(brake)}</p>
      {rollout && reachedOf(rollout) > 0 && <Seen rollout={rollout} />}
      <div>
        <Button onClick={() => setChanging(true)}>{words.change}</Button>
      </div>
      {changing && (
        <BrakeDialog
          brake={brake}
          onClose={() => setChanging(false)}
          onKeep={(next) => {
            onChange(next)
            setChanging(false)
          }}
        />
      )}
    </section>
  )
}

function Seen({ rollout }: { rollout: Rollout }) {
  const params = { editorId: rollout.editor }
  const answer = useAnswer({
    // another stage is measured anew
    key: `${rollout.editor} ${rollout.stage} ${rollout.state}`,
    read: (signal) => call('getRolloutNow', { params, signal }),
    every: LOOKS_MS,
  })
  return <Shown answer={answer}>{(now) => <Measures now={now} brake={rollout.brake} />}</Shown>
}

interface Line {
  key: string
  what: string
  newest: string
  before: string
  limit: string
}

const counted = (count: number | undefined) => count?.toLocaleString() ?? words.nothing
const limitOf = (share: number | undefined) => (share === undefined ? words.nothing : words.limitPercent(share))

function linesOf({ newest, before }: RolloutNow, brake: Brake): Line[] {
  const line = (key: keyof typeof words.rows, show: (measures: StageMeasures) => string, limit = ''): Line => ({
    ...{ key, limit },
    what: words.rows[key],
    newest: show(newest),
    before: before ? show(before) : words.nothing,
  })
  const time = (ms: number | undefined) => (ms === undefined ? words.nothing : words.milliseconds(ms))
  return [
    line('opens', ({ opens }) => counted(opens)),
    line('openFailures', ({ openFailures, opens }) => words.percent(openFailures, opens), limitOf(brake.openFailures)),
    line('calls', ({ calls }) => counted(calls)),
    line('errors', ({ errors, calls }) => words.percent(errors, calls), limitOf(brake.errors)),
    line('conflicts', ({ conflicts, calls }) => words.percent(conflicts, calls), limitOf(brake.conflicts)),
    line('saves', ({ saves }) => counted(saves)),
    line('saveMs', ({ saveMs }) => time(saveMs)),
    line(
      'save95',
      ({ saves, save95Ms }) => (saves > 0 && save95Ms === undefined ? words.slower : time(save95Ms)),
      brake.saveMs === undefined ? words.nothing : words.milliseconds(brake.saveMs),
    ),
  ]
}

const COLUMNS: Column<Line>[] = [
  { key: 'what', label: words.measure, heading: true, render: ({ what }) => what },
  { key: 'newest', label: words.newest, end: true, render: ({ newest }) => newest },
  { key: 'before', label: words.before, end: true, render: ({ before }) => before },
  { key: 'limit', label: words.limit, end: true, render: ({ limit }) => limit },
]

function Measures({ now, brake }: { now: RolloutNow; brake: Brake }) {
  const few = now.newest.opens < brake.minOpens
  const state = now.crossed ?? (few ? words.few(now.newest.opens, brake.minOpens) : words.fine)
  return (
    <>
      <h3>{words.seen(sayWhen(now.from))}</h3>
      <MessageBar intent={now.crossed ? 'error' : few ? 'info' : 'success'} layout="multiline">
        <MessageBarBody>{state}</MessageBarBody>
      </MessageBar>
      <Table label={words.table} columns={COLUMNS} rows={linesOf(now, brake)} rowKey={({ key }) => key} />
      {brake.worse !== undefined && <p className={styles.quiet}>{words.worseToo(brake.worse)}</p>}
    </>
  )
}
