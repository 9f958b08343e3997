import { Field, Input } from '@fluentui/react-components'
import type { DryRun, Response as ResponseOf, ROUTES } from '@moorage/api'
import { useState } from 'react'
import { Link } from 'react-router'
import { call } from '../../../api/call.ts'
import { sayWhen } from '../../../format.ts'
import { wordsRollOut } from '../../../words-roll-out.ts'
import { useAnswer } from '../parts/answer.ts'
import { BarChart } from '../parts/charts/BarChart.tsx'
import parts from '../parts/parts.module.css'
import { Shown } from '../parts/Shown.tsx'
import { type Column, Table } from '../parts/Table.tsx'
import { FIRST_PACE, type Load, loadOf } from './load.ts'
import styles from './roll-out.module.css'

const words = wordsRollOut.load
const few = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 2 })
const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 })
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumSignificantDigits: 2 })

type Given = ResponseOf<(typeof ROUTES)['getRolloutTraffic']>
type Row = Load & { name: string }

/** Small rates need their first digits, large ones none behind the point. */
const rate = (value: number) => (value < 100 ? few : whole).format(value)

/** What each stage asks of the server in its busiest hour: drawn, as a table, and against what was measured here. */
export function LoadOfStages({ outcome }: { outcome: DryRun }) {
  const answer = useAnswer({ key: 'rollout-traffic', read: (signal) => call('getRolloutTraffic', { signal }) })
  return (
    <>
      <h3>{words.heading}</h3>
      <Shown answer={answer}>{(given) => <Simulation given={given} outcome={outcome} />}</Shown>
    </>
  )
}

const isNumber = (typed: string, max: number) => typed.trim() !== '' && Number(typed) >= 0 && Number(typed) <= max

function Simulation({ given: { traffic, bench }, outcome: { stages, everybody } }: { given: Given; outcome: DryRun }) {
  const [minutes, setMinutes] = useState(String(FIRST_PACE.editMinutes))
  const [changing, setChanging] = useState(String(FIRST_PACE.changingPercent))
  const pace = {
    editMinutes: isNumber(minutes, 600) ? Number(minutes) : FIRST_PACE.editMinutes,
    changingPercent: isNumber(changing, 100) ? Number(changing) : FIRST_PACE.changingPercent,
  }
  const rows: Row[] = stages.map(({ name, people }) => ({
    name,
    ...loadOf(traffic, everybody === 0 ? 0 : people / everybody, pace, bench),
  }))
  const bars = [
    { name: words.opening, values: rows.map(({ opening }) => opening) },
    { name: words.refreshing, values: rows.map(({ refreshing }) => refreshing) },
    { name: words.saving, values: rows.map(({ saving }) => saving) },
  ]
  return (
    <>
      <p className={styles.quiet}>{words.from(traffic.source)}</p>
      <p>
        <Link className={parts.link} to="/admin/launch-kit?part=traffic">
          {words.change}
        </Link>
      </p>
      <div className={styles.numbers}>
        <Field label={words.editMinutes}>
          <Input type="number" min={0} max={600} value={minutes} onChange={(_, { value }) => setMinutes(value)} />
        </Field>
        <Field label={words.changing}>
          <Input type="number" min={0} max={100} value={changing} onChange={(_, { value }) => setChanging(value)} />
        </Field>
      </div>
      <p className={styles.quiet}>{words.rhythms}</p>
      <BarChart title={words.chart} groups={stages.map(({ name }) => name)} bars={bars} format={rate} />
      <Table label={words.table} columns={bench ? [...COLUMNS, OF_BENCH] : COLUMNS} rows={rows} rowKey={({ name }) => name} />
      <p className={styles.quiet}>{bench ? measured(bench) : words.noBench}</p>
    </>
  )
}

const measured = ({ at, cores, perSecond }: NonNullable<Given['bench']>) =>
  words.bench(sayWhen(at), cores, rate(perSecond.checkFileInfo), rate(perSecond.refreshLock), rate(perSecond.putFile100kB))

const COLUMNS: Column<Row>[] = [
  { key: 'stage', label: words.stage, heading: true, render: ({ name }) => name },
  { key: 'opens', label: words.opens, end: true, render: ({ opens }) => rate(opens) },
  { key: 'opening', label: words.openingRequests, end: true, render: ({ opening }) => rate(opening) },
  { key: 'refreshes', label: words.refreshes, end: true, render: ({ refreshing }) => rate(refreshing) },
  { key: 'saves', label: words.saves, end: true, render: ({ saving }) => rate(saving) },
  { key: 'sessions', label: words.sessions, end: true, render: ({ sessions }) => rate(sessions) },
]
const OF_BENCH: Column<Row> = { key: 'bench', label: words.ofBench, end: true, render: ({ ofBench = 0 }) => share.format(ofBench) }
