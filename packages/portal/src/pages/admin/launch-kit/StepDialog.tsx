import { Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components'
import { LAUNCH_STEPS, type LaunchStep } from '@moorage/api'
import { useState } from 'react'
import { wordsLaunchKit } from '../../../words-launch-kit.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import { dayOf, timeOf } from './days.ts'
import type { Change } from './LaunchKitPage.tsx'
import { Missing } from './Missing.tsx'

const words = wordsLaunchKit.calendar
const STATES = ['to-do', 'under-way', 'done'] as const

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
      <Missing missing={step.missing} of={LAUNCH_STEPS[step.name].title} />
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
