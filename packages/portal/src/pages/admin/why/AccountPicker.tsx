import { Field } from '@fluentui/react-components'
import type { Account } from '@moorage/api'
import { call } from '../../../api/call.ts'
import { PersonPicker } from '../parts/PersonPicker.tsx'

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

/** Somebody whom you administer, in whichever organization. */
export function AccountPicker({ label, hint, picked, leaveOut = [], problem, onPick }: Props) {
  const find = async (q: string, signal: AbortSignal) => {
    const { people } = await call('findPeople', { query: { q }, signal })
    return people.filter(({ id }) => !leaveOut.includes(id))
  }
  return (
    <Field label={label} hint={hint} validationMessage={problem} validationState={problem ? 'error' : 'none'}>
      <PersonPicker
        wide
        find={find}
        chosen={picked}
        about={({ email, organization }) => `${email} · ${organization.name}`}
        onChoose={(person) => person && onPick(person)}
      />
    </Field>
  )
}
