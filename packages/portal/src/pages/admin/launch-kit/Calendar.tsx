import { Badge, Button } from '@fluentui/react-components'
import { LAUNCH_STEPS, type LaunchKit, type LaunchStep } from '@moorage/api'
import { useState } from 'react'
import { formatDate } from '../../../format.ts'
import { wordsLaunchKit } from '../../../words-launch-kit.ts'
import { type Column, Table } from '../parts/Table.tsx'
import { AllowListDates } from './AllowListDates.tsx'
import type { Change } from './LaunchKitPage.tsx'
import styles from './launch-kit.module.css'
import { Missing } from './Missing.tsx'
import { StepDialog } from './StepDialog.tsx'

const words = wordsLaunchKit.calendar
const COLOURS = { 'to-do': 'informative', 'under-way': 'brand', done: 'success' } as const

/** Every step, who acts and when it ends, and the day of the first users. */
export function Calendar({ kit, change }: { kit: LaunchKit; change: Change }) {
  const [changing, setChanging] = useState<LaunchStep>()
  const columns: Column<LaunchStep>[] = [
    {
      key: 'step',
      label: words.step,
      heading: true,
      render: ({ name, note, missing }) => (
        <div className={styles.step}>
          <strong>{LAUNCH_STEPS[name].title}</strong>
          <span className={styles.quiet}>{LAUNCH_STEPS[name].about}</span>
          {note && <span>{note}</span>}
          <Missing missing={missing} of={LAUNCH_STEPS[name].title} />
        </div>
      ),
    },
    { key: 'who', label: words.who, whole: true, render: ({ name }) => words[LAUNCH_STEPS[name].who] },
    {
      key: 'state',
      label: words.state,
      whole: true,
      render: ({ state }) => (
        <Badge appearance="tint" color={COLOURS[state]}>
          {words.states[state]}
        </Badge>
      ),
    },
    {
      key: 'ends',
      label: words.ends,
      whole: true,
      render: ({ earliest, latest }) => words.between(formatDate(earliest), formatDate(latest)),
    },
    {
      key: 'actions',
      label: words.actions,
      silent: true,
      render: (step) => (
        <Button size="small" aria-label={`${words.change}: ${LAUNCH_STEPS[step.name].title}`} onClick={() => setChanging(step)}>
          {words.change}
        </Button>
      ),
    },
  ]
  return (
    <>
      <div>
        <h2>{words.headline(formatDate(kit.users.earliest))}</h2>
        <p className={styles.quiet}>{words.about(formatDate(kit.users.latest))}</p>
      </div>
      <Table label={words.table} columns={columns} rows={kit.steps} rowKey={({ name }) => name} />
      <AllowListDates fields={kit.fields} change={change} />
      {changing && <StepDialog step={changing} change={change} onClose={() => setChanging(undefined)} />}
    </>
  )
}
