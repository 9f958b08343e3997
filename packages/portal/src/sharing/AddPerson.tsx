import { Button } from '@fluentui/react-components'
import type { Colleague, ShareRole } from '@moorage/api'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { words } from '../words.ts'
import { PeoplePicker } from './PeoplePicker.tsx'
import { RoleMenu } from './RoleMenu.tsx'
import styles from './sharing.module.css'

interface Props {
  busy: boolean
  /** answers why it did not work */
  onShare(person: Colleague, role: ShareRole): Promise<string | undefined>
}

/** Somebody, what they can do, and the button that does it. Afterwards the field waits for the next one. */
export function AddPerson({ busy, onShare }: Props) {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<Colleague>()
  const [role, setRole] = useState<ShareRole>('editor')
  const [problem, setProblem] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (!chosen) {
      setProblem(words.sharing.chooseFirst)
      field.current?.focus()
      return
    }
    const failed = await onShare(chosen, role)
    setProblem(failed)
    if (failed === undefined) {
      setTyped('')
      setChosen(undefined)
    }
    field.current?.focus()
  }
  return (
    <form className={styles.add} onSubmit={(event) => void submit(event)} noValidate>
      <PeoplePicker
        typed={typed}
        chosen={chosen}
        problem={problem}
        fieldRef={field}
        onType={(text) => {
          setTyped(text)
          setChosen(undefined)
          setProblem(undefined)
        }}
        onChoose={(person) => {
          setTyped(person.name)
          setChosen(person)
          setProblem(undefined)
        }}
      />
      <div className={styles.addButtons}>
        <RoleMenu label={words.sharing.newRole} role={role} onRole={setRole} />
        <Button type="submit" appearance="primary" disabledFocusable={busy}>
          {words.sharing.share}
        </Button>
      </div>
    </form>
  )
}
