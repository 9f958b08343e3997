import type { Account } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import { AccountPicker } from '../why/AccountPicker.tsx'
import { ChosenPeople } from '../why/ChosenPeople.tsx'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'

const words = wordsMicrosoft365.rehearse

/** Picks the testers and puts the built-in editor in Microsoft's place. */
export function Rehearse({ onClose }: { onClose(): void }) {
  const { now, run, show } = useMicrosoft365()
  const already = now.testers.map(({ account }) => account)
  const [chosen, setChosen] = useState<Account[]>([])
  const [missing, setMissing] = useState(false)
  const people = [...already, ...chosen]
  const ids = people.map(({ id }) => id)

  const start = () => {
    if (people.length === 0) {
      setMissing(true)
      return false as const
    }
    const done = words.started(people.map(({ name }) => name))
    return run(() => call('startRehearsal', { body: { testers: ids } }), done).then(() => {
      onClose()
      show('now')
    })
  }
  return (
    <FormDialog title={words.title} submit={words.start} onClose={onClose} onSubmit={start}>
      <p>{words.text}</p>
      <AccountPicker
        label={words.testers}
        hint={words.testersHint}
        leaveOut={ids}
        problem={missing ? words.nobody : undefined}
        onPick={(person) => {
          setChosen((before) => [...before, person])
          setMissing(false)
        }}
      />
      <ChosenPeople
        people={people}
        fixed={already.map(({ id }) => id)}
        onRemove={(id) => setChosen((before) => before.filter((person) => person.id !== id))}
      />
      <p className={styles.quiet}>{words.policy}</p>
    </FormDialog>
  )
}
