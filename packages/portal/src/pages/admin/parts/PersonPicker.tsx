import { Combobox, Option } from '@fluentui/react-components'
import { useState } from 'react'
import { useSettled } from '../../../later.ts'
import { adminWords } from '../../../words-admin.ts'
import { useAnswer } from './answer.ts'
import styles from './parts.module.css'

export interface PickedPerson {
  id: string
  name: string
  email: string
}

interface Props<P extends PickedPerson> {
  /** whose name or email address begins like what was typed */
  find(q: string, signal: AbortSignal): Promise<readonly P[]>
  chosen: { name: string } | undefined
  onChoose(person: P | undefined): void
  /** said below the name; default the email address */
  about?(person: P): string
  placeholder?: string
  /** as wide as its place */
  wide?: boolean
}

/** Somebody by name or email address, asked of the server while one types; inside a Field, which names it. */
export function PersonPicker<P extends PickedPerson>({
  find,
  chosen,
  onChoose,
  about = ({ email }) => email,
  placeholder,
  wide,
}: Props<P>) {
  const [typed, setTyped] = useState<string>()
  const q = useSettled((typed ?? '').trim(), 200)
  const answer = useAnswer({ key: q, read: (signal) => (q ? find(q, signal) : Promise.resolve([])) })
  const found = answer.stale ? [] : (answer.data ?? [])
  const asked = q && !answer.stale && answer.data && typed !== undefined
  return (
    <Combobox
      freeform
      clearable={chosen !== undefined}
      className={styles.picker}
      style={wide ? { inlineSize: '100%' } : undefined}
      placeholder={placeholder}
      value={typed ?? chosen?.name ?? ''}
      selectedOptions={[]}
      open={Boolean(typed && (found.length > 0 || asked || answer.problem))}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => setTyped(undefined)}
      onOptionSelect={(_, { optionValue }) => {
        setTyped(undefined)
        onChoose(found.find(({ id }) => id === optionValue))
      }}
    >
      {found.map((person) => (
        <Option key={person.id} value={person.id} text={person.name}>
          <span className={styles.lines}>
            <span>{person.name}</span>
            <small>{about(person)}</small>
          </span>
        </Option>
      ))}
      {found.length === 0 && (
        <Option disabled text="">
          {answer.problem?.sentence ?? adminWords.noMatch}
        </Option>
      )}
    </Combobox>
  )
}
