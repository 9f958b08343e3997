import { Badge, Button, Field, Textarea } from '@fluentui/react-components'
import { Checkmark20Regular } from '@fluentui/react-icons'
import type { Step, StepName } from '@moorage/api'
import { type ReactNode, useState } from 'react'
import { call } from '../../../api/call.ts'
import { formatExactly, sayWhen } from '../../../format.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { FoldButton } from '../parts/FoldButton.tsx'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'

const words = wordsMicrosoft365.steps
const BADGES = { 'to-do': 'outline', 'under-way': 'tint', done: 'tint' } as const
const COLORS = { 'to-do': 'informative', 'under-way': 'brand', done: 'success' } as const

interface Props {
  step: Step
  number: number
  open: boolean
  onToggle(): void
  /** the one thing to do next */
  button?: ReactNode
  children: ReactNode
}

/** One of the four steps: its state, who must act, how long it usually takes, one button, and everything else folded. */
export function StepFrame({ step, number, open, onToggle, button, children }: Props) {
  const { name, state, who } = step
  const done = state === 'done'
  return (
    <section className={styles.step} id={name} aria-labelledby={`${name}-title`} data-state={state}>
      <div className={styles.stepHead}>
        <span className={styles.number} aria-hidden="true">
          {done ? <Checkmark20Regular /> : number}
        </span>
        <div className={styles.stepText}>
          <h2>
            <FoldButton open={open} onToggle={onToggle} controls={`${name}-inside`} className={styles.toggle}>
              <span id={`${name}-title`}>{words.names[name]}</span>
            </FoldButton>
            <Badge appearance={BADGES[state]} color={COLORS[state]} className={styles.badge}>
              {words.states[state]}
            </Badge>
          </h2>
          <p>{words.about[name]}</p>
          <p className={styles.facts}>
            {done && step.doneAt ? (
              <span title={formatExactly(step.doneAt)}>{words.doneAt(sayWhen(step.doneAt))}</span>
            ) : (
              <>
                <strong>{words.who[who]}</strong>
                <span>{words.takes[name]}</span>
              </>
            )}
          </p>
          {step.note && !open && <p className={styles.noteLine}>{step.note}</p>}
        </div>
        {button && <div className={styles.stepButton}>{button}</div>}
      </div>
      <div id={`${name}-inside`} className={styles.inside} hidden={!open}>
        {open && children}
        {open && <Progress step={step} />}
      </div>
    </section>
  )
}

/** Ticking a step, with a note; the date is the server's. */
function Progress({ step }: { step: Step }) {
  const { change } = useMicrosoft365()
  const [note, setNote] = useState(step.note ?? '')
  const params = { step: step.name } as { step: StepName }
  const mark = (state: Step['state']) => void change(() => call('changeStep', { params, body: { state, note } }))
  const changed = note !== (step.note ?? '')
  return (
    <div className={styles.part}>
      <h3>{words.progress}</h3>
      {step.startedAt && step.state === 'under-way' && (
        <p className={styles.quiet} title={formatExactly(step.startedAt)}>
          {words.startedAt(sayWhen(step.startedAt))}
        </p>
      )}
      <Field label={words.note} hint={words.noteHint}>
        <Textarea value={note} maxLength={2000} rows={2} resize="vertical" onChange={(_, data) => setNote(data.value)} />
      </Field>
      <div className={styles.buttons}>
        {step.state === 'to-do' && <Button onClick={() => mark('under-way')}>{words.markUnderWay}</Button>}
        {step.state !== 'done' && <Button onClick={() => mark('done')}>{words.markDone}</Button>}
        {step.state === 'done' && <Button onClick={() => mark('under-way')}>{words.markToDo}</Button>}
        {changed && (
          <Button appearance="primary" onClick={() => void change(() => call('changeStep', { params, body: { note } }), words.noteSaved)}>
            {words.saveNote}
          </Button>
        )}
      </div>
    </div>
  )
}
