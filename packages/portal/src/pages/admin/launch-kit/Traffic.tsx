import { Badge } from '@fluentui/react-components'
import { TRAFFIC_KINDS, type Traffic as TrafficFigures } from '@moorage/api'
import { call } from '../../../api/call.ts'
import { wordsLaunchMeasured } from '../../../words-launch-measured.ts'
import { useAnswer } from '../parts/answer.ts'
import { Shown } from '../parts/Shown.tsx'
import { type Column, Table } from '../parts/Table.tsx'
import styles from './measured.module.css'
import { TrafficForm } from './TrafficForm.tsx'

const words = wordsLaunchMeasured.traffic
const number = new Intl.NumberFormat()

interface Line {
  key: string
  what: string
  perDay: number
  peakHour: number
}
const linesOf = ({ rows, total }: TrafficFigures): Line[] => [
  ...rows.map(({ kind, action, opens }) => ({
    ...opens,
    key: `${kind} ${action}`,
    what: words.to(TRAFFIC_KINDS[kind], action),
  })),
  { ...total, key: 'all', what: words.all },
]
const LINES: Column<Line>[] = [
  { key: 'what', label: words.opened, heading: true, render: ({ what }) => what },
  { key: 'perDay', label: words.perDay, end: true, render: ({ perDay }) => number.format(perDay) },
  { key: 'peakHour', label: words.peakHour, end: true, render: ({ peakHour }) => number.format(peakHour) },
]

type Region = TrafficFigures['regions'][number]
const REGIONS: Column<Region>[] = [
  { key: 'region', label: words.region, heading: true, render: ({ name }) => <span className={styles.stack}>{name}</span> },
  { key: 'share', label: words.share, end: true, render: ({ percent }) => `${number.format(percent)} %` },
  { key: 'perDay', label: words.perDay, end: true, render: ({ opens }) => number.format(opens.perDay) },
  { key: 'peakHour', label: words.peakHour, end: true, render: ({ opens }) => number.format(opens.peakHour) },
  { key: 'from', label: words.from, render: ({ source }) => source },
]

/** What Microsoft is told to expect, and what the administrator states for it. */
export function Traffic({ onChange }: { onChange(): Promise<void> }) {
  const answer = useAnswer({ key: 'traffic', read: (signal) => call('getLaunchTraffic', { signal }) })
  return (
    <Shown answer={answer}>
      {(traffic) => (
        <div className={styles.part}>
          <p className={styles.quiet}>{words.about}</p>
          <p className={styles.head}>
            <Badge appearance="tint" color={traffic.basis === 'counted' ? 'success' : 'warning'}>
              {words[traffic.basis]}
            </Badge>
            <span>{traffic.source}</span>
          </p>
          <Table label={words.table} columns={LINES} rows={linesOf(traffic)} rowKey={({ key }) => key} />
          <h2>{words.regions}</h2>
          {traffic.regions.length === 0 ? (
            <p className={styles.quiet}>{words.noRegions}</p>
          ) : (
            <Table label={words.regions} columns={REGIONS} rows={traffic.regions} rowKey={({ name }) => name} />
          )}
          <TrafficForm
            traffic={traffic}
            onSave={async (stated) => {
              answer.set(await call('changeLaunchTraffic', { body: stated }))
              await onChange()
            }}
          />
        </div>
      )}
    </Shown>
  )
}
