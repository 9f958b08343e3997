import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components'
import type { RolloutStage } from '@moorage/api'
import { useState } from 'react'
import { wordsRollOut } from '../../../words-roll-out.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import type { Tree } from '../tree.ts'
import { AudienceFields } from './AudienceFields.tsx'
import { type Draft, draftOf, problemsOf, stageOf } from './draft.ts'
import styles from './roll-out.module.css'

const words = wordsRollOut.stage

interface Props {
  /** absent: a new one */
  stage: RolloutStage | undefined
  /** it starts with the roll-out */
  first: boolean
  /** it is in force: only its ceilings may change */
  fixed: boolean
  /** names of the other stages */
  taken: string[]
  tree: Tree
  organizations: number
  nameOf(id: string): string | undefined
  onClose(): void
  onKeep(stage: RolloutStage, names: Record<string, string>): void
}

/** One stage: its name, whom it brings in, when, and its ceilings. */
export function StageDialog({ stage, first, fixed, taken, tree, organizations, nameOf, onClose, onKeep }: Props) {
  const [draft, setDraft] = useState(() => draftOf(stage, organizations))
  const [names, setNames] = useState<Record<string, string>>({})
  const [tried, setTried] = useState(false)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const problems = problemsOf(draft, { first, taken })
  const shown = tried ? problems : {}
  const keep = () => {
    setTried(true)
    if (Object.keys(problems).length > 0) return false
    const kept = stageOf(draft, first)
    onKeep(fixed && stage ? { ...stage, ceilings: kept.ceilings } : kept, names)
    return Promise.resolve()
  }
  const faulty = (problem: string | undefined) => ({
    validationMessage: problem,
    validationState: problem ? ('error' as const) : ('none' as const),
  })
  return (
    <FormDialog title={stage ? words.changeTitle(stage.name) : words.addTitle} submit={words.submit} onClose={onClose} onSubmit={keep} wide>
      {fixed ? (
        <p>{words.inForce}</p>
      ) : (
        <>
          <Field label={words.name} required {...faulty(shown.name)}>
            <Input value={draft.name} maxLength={60} onChange={(_, { value }) => change({ name: value })} />
          </Field>
          <AudienceFields
            draft={draft}
            problem={shown.audience}
            tree={tree}
            organizations={organizations}
            nameOf={(id) => names[id] ?? nameOf(id)}
            onChange={(part, more) => {
              change(part)
              setNames((before) => ({ ...before, ...more }))
            }}
          />
          {first ? (
            <p className={styles.quiet}>{words.startsFirst}</p>
          ) : (
            <Field label={words.starts}>
              <RadioGroup value={draft.timed ? 'time' : 'hand'} onChange={(_, { value }) => change({ timed: value === 'time' })}>
                <Radio value="hand" label={words.byHand} />
                <Radio value="time" label={words.atTime} />
              </RadioGroup>
            </Field>
          )}
          {!first && draft.timed && (
            <Field label={words.when} required {...faulty(shown.when)}>
              <Input type="datetime-local" value={draft.when} onChange={(_, { value }) => change({ when: value })} />
            </Field>
          )}
        </>
      )}
      <div className={styles.group}>
        <h3>{words.ceilings}</h3>
        <p className={styles.quiet}>{words.ceilingsAbout}</p>
        <div className={styles.numbers}>
          <Field label={words.perMinute} {...faulty(shown.perMinute)}>
            <Input type="number" min={1} value={draft.perMinute} onChange={(_, { value }) => change({ perMinute: value })} />
          </Field>
          <Field label={words.open} {...faulty(shown.open)}>
            <Input type="number" min={1} value={draft.open} onChange={(_, { value }) => change({ open: value })} />
          </Field>
        </div>
      </div>
    </FormDialog>
  )
}
