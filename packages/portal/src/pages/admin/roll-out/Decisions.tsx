import { Button } from '@fluentui/react-components'
import type { RolloutDecision } from '@moorage/api'
import { useState } from 'react'
import { formatExactly, formatWhen } from '../../../format.ts'
import { wordsRollOut } from '../../../words-roll-out.ts'
import { type Column, Table } from '../parts/Table.tsx'
import styles from './roll-out.module.css'

const words = wordsRollOut.log
const SHOWN = 20

const COLUMNS: Column<RolloutDecision>[] = [
  { key: 'when', label: words.when, render: ({ at }) => <span title={formatExactly(at)}>{formatWhen(at)}</span>, whole: true },
  {
    key: 'what',
    label: words.what,
    heading: true,
    render: ({ what, stage }) => (stage === undefined ? words.whats[what] : words.at(words.whats[what], stage)),
  },
  { key: 'who', label: words.who, render: ({ by, name }) => <bdi>{name ?? words.by[by]}</bdi> },
  { key: 'why', label: words.why, render: ({ reason }) => reason },
]

/** Everything that was decided, by whom and why, the newest first. */
export function Decisions({ decisions }: { decisions: RolloutDecision[] }) {
  const [all, setAll] = useState(false)
  const shown = all ? decisions : decisions.slice(0, SHOWN)
  return (
    <section className={styles.part} aria-labelledby="decisions">
      <h2 id="decisions">{words.heading}</h2>
      {decisions.length === 0 ? (
        <p className={styles.quiet}>{words.none}</p>
      ) : (
        <Table label={words.heading} columns={COLUMNS} rows={shown} rowKey={({ at, what, stage }) => `${at} ${what} ${stage}`} />
      )}
      {shown.length < decisions.length && (
        <div>
          <Button onClick={() => setAll(true)}>{words.more(decisions.length)}</Button>
        </div>
      )}
    </section>
  )
}
