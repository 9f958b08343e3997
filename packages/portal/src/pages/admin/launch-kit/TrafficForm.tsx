import { Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { TRAFFIC_KINDS, type Traffic, type TrafficAssumptions, type TrafficKind } from '@moorage/api'
import { type FormEvent, useState } from 'react'
import { asProblem } from '../../../api/problem.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsLaunchMeasured } from '../../../words-launch-measured.ts'
import styles from './measured.module.css'
import { type Region, TrafficRegions } from './TrafficRegions.tsx'

const words = wordsLaunchMeasured.traffic
const KINDS = Object.keys(TRAFFIC_KINDS) as TrafficKind[]
const NUMBERS = ['users', 'opensPerDay', 'editPercent', 'peakHourPercent'] as const

function NumberField({ label, hint, value, onChange }: { label: string; hint?: string; value: number; onChange(value: number): void }) {
  return (
    <Field label={label} hint={hint}>
      <Input type="number" min={0} step="any" value={String(value)} onChange={(_, { value: text }) => onChange(Number(text))} />
    </Field>
  )
}

/** Every figure that is not counted. */
export function TrafficForm({ traffic, onSave }: { traffic: Traffic; onSave(stated: TrafficAssumptions): Promise<void> }) {
  const notify = useNotify()
  const [stated, setStated] = useState(traffic.assumptions)
  const [regions, setRegions] = useState<Region[]>(() => traffic.assumptions.regions.map((region, key) => ({ ...region, key })))
  const [problem, setProblem] = useState<string>()
  const change = (part: Partial<TrafficAssumptions>) => setStated((before) => ({ ...before, ...part }))
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setProblem(undefined)
    try {
      await onSave({ ...stated, regions: regions.map(({ key: _, ...region }) => region) })
      notify.done(words.saved)
    } catch (error) {
      setProblem(asProblem(error).sentence)
    }
  }
  return (
    <form className={styles.part} onSubmit={(event) => void save(event)} noValidate>
      <h2>{words.stated}</h2>
      <div className={styles.numbers}>
        <NumberField label={words.growth} hint={words.growthHint} value={stated.growth} onChange={(growth) => change({ growth })} />
      </div>
      <h3>{words.assumptions}</h3>
      <div className={styles.numbers}>
        {NUMBERS.map((name) => (
          <NumberField
            key={name}
            label={words[name]}
            {...(name === 'users' ? { hint: words.usersHint(traffic.accounts) } : {})}
            value={stated[name]}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
        {KINDS.map((kind) => (
          <NumberField
            key={kind}
            label={words.kinds(TRAFFIC_KINDS[kind])}
            value={stated.kinds[kind]}
            onChange={(value) => change({ kinds: { ...stated.kinds, [kind]: value } })}
          />
        ))}
      </div>
      <TrafficRegions regions={regions} onChange={setRegions} />
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{problem}</MessageBarBody>
        </MessageBar>
      )}
      <div>
        <Button type="submit" appearance="primary">
          {words.save}
        </Button>
      </div>
    </form>
  )
}
