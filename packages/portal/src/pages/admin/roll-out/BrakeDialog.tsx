import { Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components'
import type { Brake } from '@moorage/api'
import { useState } from 'react'
import { wordsRollOut } from '../../../words-roll-out.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import { type BrakeDraft, brakeDraftOf, brakeOf, brakeProblems, SAVE_LIMITS } from './brake-draft.ts'
import styles from './roll-out.module.css'

const words = wordsRollOut.brake
const DOING = Object.keys(words.doing) as Brake['does'][]
const SHARES = ['errors', 'openFailures', 'conflicts'] as const

/** When the roll-out is stopped by itself. */
export function BrakeDialog({ brake, onClose, onKeep }: { brake: Brake; onClose(): void; onKeep(brake: Brake): void }) {
  const [draft, setDraft] = useState(() => brakeDraftOf(brake))
  const [tried, setTried] = useState(false)
  const problems = brakeProblems(draft)
  const keep = () => {
    setTried(true)
    if (Object.keys(problems).length > 0) return false
    onKeep(brakeOf(draft))
    return Promise.resolve()
  }
  const field = (name: Exclude<keyof BrakeDraft, 'does' | 'saveMs'>, hint?: string) => {
    const problem = tried ? problems[name] : undefined
    return (
      <Field key={name} label={words[name]} hint={hint} validationMessage={problem} validationState={problem ? 'error' : 'none'}>
        <Input
          type="number"
          min={0}
          step="any"
          value={draft[name]}
          onChange={(_, { value }) => setDraft((before) => ({ ...before, [name]: value }))}
        />
      </Field>
    )
  }
  return (
    <FormDialog title={words.change} submit={words.submit} onClose={onClose} onSubmit={keep} wide>
      <Field label={words.does}>
        <RadioGroup value={draft.does} onChange={(_, { value }) => setDraft((before) => ({ ...before, does: value as Brake['does'] }))}>
          {DOING.map((does) => (
            <Radio key={does} value={does} label={words.doing[does]} />
          ))}
        </RadioGroup>
      </Field>
      <div className={styles.numbers}>
        {field('minutes')}
        {field('minOpens', words.minOpensHint)}
      </div>
      <div className={styles.group}>
        <h3>{words.limits}</h3>
        <p className={styles.quiet}>{words.limitsAbout}</p>
        <div className={styles.numbers}>
          {SHARES.map((name) => field(name))}
          <Field label={words.saveMs}>
            <Select value={draft.saveMs} onChange={(_, { value }) => setDraft((before) => ({ ...before, saveMs: value }))}>
              <option value="">{words.notLookedAt}</option>
              {SAVE_LIMITS.map((ms) => (
                <option key={ms} value={String(ms)}>
                  {words.seconds(ms)}
                </option>
              ))}
            </Select>
          </Field>
          {field('worse')}
        </div>
      </div>
    </FormDialog>
  )
}
