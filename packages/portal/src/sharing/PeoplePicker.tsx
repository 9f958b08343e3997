import { Avatar, Combobox, Field, Option } from '@fluentui/react-components'
import type { Colleague } from '@moorage/api'
import { useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { useSettled } from '../later.ts'
import { words } from '../words.ts'
import styles from './sharing.module.css'

/** Typing asks the server only once it stands still for so long, in milliseconds. */
const SETTLE = 150

interface Props {
  /** shown in the field; what is chosen, or what is being typed */
  typed: string
  chosen: Colleague | undefined
  onType(text: string): void
  onChoose(person: Colleague): void
  /** why the last try did not work */
  problem: string | undefined
  fieldRef: React.Ref<HTMLInputElement>
}

/** Colleagues whose name or email address begins like `q`; undefined while that is not known. */
function useColleagues(q: string) {
  const [found, setFound] = useState<{ q: string; people: Colleague[]; problem?: ApiProblem }>()
  useEffect(() => {
    if (!q) return
    const abort = new AbortController()
    call('listColleagues', { query: { q }, signal: abort.signal })
      .then(({ people }) => setFound({ q, people }))
      .catch((error: unknown) => !abort.signal.aborted && setFound({ q, people: [], problem: asProblem(error) }))
    return () => abort.abort()
  }, [q])
  return found?.q === q ? found : undefined
}

/** A combobox over the people of the organization: arrows and Enter choose, a screen reader hears name and address. */
export function PeoplePicker({ typed, chosen, onType, onChoose, problem, fieldRef }: Props) {
  const q = useSettled(chosen ? '' : typed.trim(), SETTLE)
  const found = useColleagues(q)
  const [open, setOpen] = useState(false)
  return (
    <Field label={words.sharing.add} className={styles.grow} validationState={problem ? 'error' : 'none'} validationMessage={problem}>
      <Combobox
        ref={fieldRef}
        freeform
        clearable={false}
        expandIcon={null}
        placeholder={words.sharing.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        selectedOptions={chosen ? [chosen.id] : []}
        open={open && found !== undefined && !chosen}
        onOpenChange={(_, data) => setOpen(data.open)}
        onChange={(event) => {
          onType(event.target.value)
          setOpen(true)
        }}
        onOptionSelect={(_, { optionValue }) => {
          const person = found?.people.find(({ id }) => id === optionValue)
          if (person) onChoose(person)
        }}
      >
        {found?.people.map((person) => (
          <Option key={person.id} value={person.id} text={person.name} checkIcon={null}>
            <PersonLine person={person} />
          </Option>
        ))}
        {found?.people.length === 0 && (
          <Option key="nobody" value="" text={typed} checkIcon={null} disabled className={styles.nobody}>
            {found.problem?.sentence ?? words.sharing.nobody(q)}
          </Option>
        )}
      </Combobox>
    </Field>
  )
}

/** Face, name, and address below it. */
export function PersonLine({ person, you = false }: { person: Colleague & { disabled?: boolean }; you?: boolean }) {
  return (
    <span className={styles.person}>
      <Avatar name={person.name} size={32} color="colorful" aria-hidden="true" />
      <span className={styles.lines}>
        <span className={styles.name} title={person.name}>
          {you ? words.sharing.you(person.name) : person.name}
        </span>
        <span className={styles.email} title={person.email}>
          {[person.disabled && words.sharing.disabled, person.email, person.guest && words.sharing.guest].filter(Boolean).join(' · ')}
        </span>
      </span>
    </span>
  )
}
