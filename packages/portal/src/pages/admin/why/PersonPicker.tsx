import { Combobox, Field, Option } from '@fluentui/react-components'
import type { Account } from '@moorage/api'
import { useEffect, useState } from 'react'
import { call } from '../../../api/call.ts'
import { type ApiProblem, asProblem } from '../../../api/problem.ts'
import { useSettled } from '../../../later.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import styles from './why.module.css'

const words = wordsMicrosoft365.people

interface Props {
  label: string
  hint?: string
  /** shown in the field once somebody is picked; without it the field empties for the next one */
  picked?: Account
  leaveOut?: string[]
  /** what is wrong with the choice */
  problem?: string
  onPick(person: Account): void
}

/** Finds somebody whom you administer by a few letters of their name or email address. */
export function PersonPicker({ label, hint, picked, leaveOut = [], problem: wrong, onPick }: Props) {
  const [typed, setTyped] = useState<string>()
  const [people, setPeople] = useState<Account[]>()
  const [problem, setProblem] = useState<ApiProblem>()
  const q = useSettled((typed ?? '').trim(), 150)

  useEffect(() => {
    setPeople(undefined)
    setProblem(undefined)
    if (!q) return undefined
    const stopping = new AbortController()
    call('findPeople', { query: { q }, signal: stopping.signal })
      .then((answer) => setPeople(answer.people))
      .catch((error: unknown) => !stopping.signal.aborted && setProblem(asProblem(error)))
    return () => stopping.abort()
  }, [q])

  const shown = people?.filter((person) => !leaveOut.includes(person.id))
  const saying = !q ? words.begin : (problem?.sentence ?? (shown ? (shown.length === 0 ? words.none(q) : undefined) : words.searching))
  return (
    <Field label={label} hint={hint} validationMessage={wrong} validationState={wrong ? 'error' : 'none'}>
      <Combobox
        freeform
        autoComplete="off"
        value={typed ?? picked?.name ?? ''}
        selectedOptions={picked ? [picked.id] : []}
        onChange={(event) => setTyped(event.target.value)}
        onOpenChange={(_, { open }) => !open && setTyped(undefined)}
        onOptionSelect={(_, { optionValue }) => {
          const person = shown?.find(({ id }) => id === optionValue)
          setTyped(undefined)
          if (person) onPick(person)
        }}
      >
        {shown?.map((person) => (
          <Option key={person.id} value={person.id} text={person.name} className={styles.option}>
            <span className={styles.who}>
              <span>{person.name}</span>
              <span className={styles.quiet}>{[person.email, person.organization.name].join(' · ')}</span>
            </span>
          </Option>
        ))}
        {saying && (
          <Option key="saying" value="" text="" disabled checkIcon={null}>
            {saying}
          </Option>
        )}
      </Combobox>
    </Field>
  )
}
