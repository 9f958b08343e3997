import { Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components'
import { LAUNCH_STEPS, type LaunchStep } from '@moorage/api'
import { useState } from 'react'
import { wordsLaunchKit } from '../../../words-launch-kit.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import type { Change } from './LaunchKitPage.tsx'

const words = wordsLaunchKit.calendar
const STATES = ['to-do', 'under-way', 'done'] as const

/** As an input of dates has it, in the reader's own time zone. */
const dayOf = (time: number) => {
  const date = new Date(time)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
/** noon, so that no time zone makes it another day */
const timeOf = (day: string) => new Date(`${day}T12:00:00`).getTime()

/** How far a step is, since when, and what there is to remember of it. */
export function StepDialog({ step, change, onClose }: { step: LaunchStep; change: Change; onClose(): void }) {
  const today = dayOf(Date.now())
  const [state, setState] = useState(step.state)
  const [day, setDay] = useState(dayOf(step.doneAt ?? step.startedAt ?? Date.now()))
  const [note, setNote] = useState(step.note ?? '')
  const save = async () => {
    await change({ step: { name: step.name, state, ...(day && state !== 'to-do' ? { at: timeOf(day) } : {}), note } })
    onClose()
  }
  return (
    <FormDialog title={words.title(LAUNCH_STEPS[step.name].title)} submit={wordsLaunchKit.save} onClose={onClose} onSubmit={save}>
      <RadioGroup value={state} aria-label={words.state} onChange={(_, { value }) => setState(value as LaunchStep['state'])}>
        {STATES.map((name) => (
          <Radio key={name} value={name} label={words.states[name]} />
        ))}
      </RadioGroup>
      {state !== 'to-do' && (
        <Field label={words.day} hint={words.dayHint}>
          <Input type="date" value={day} max={today} onChange={(_, { value }) => setDay(value)} />
        </Field>
      )}
      <Field label={words.note} hint={words.noteHint}>
        <Textarea value={note} maxLength={2000} rows={3} resize="vertical" onChange={(_, { value }) => setNote(value)} />
      </Field>
    </FormDialog>
  )
}
