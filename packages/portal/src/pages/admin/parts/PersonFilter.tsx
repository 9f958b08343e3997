import { Field } from '@fluentui/react-components'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { wordsActivity } from '../../../words-activity.ts'
import { useAnswer } from './answer.ts'
import { PersonPicker, type PickedPerson } from './PersonPicker.tsx'

const words = wordsActivity

/** The address has the id only; the name is whoever was picked, else it is asked for. */
export function PersonFilter({ id, onChoose }: { id: string | undefined; onChoose(id: string | undefined): void }) {
  const [picked, setPicked] = useState<PickedPerson>()
  const known = picked && picked.id === id ? picked : undefined
  const named = useAnswer({
    key: id && !known ? id : '',
    read: async (signal) => {
      if (!id || known) return undefined
      const { entries } = await call('listActivity', { query: { accountId: id, limit: 1 }, signal })
      return entries[0]?.actor
    },
  })
  const chosen = known ?? (id ? (named.data ?? { name: words.somebody }) : undefined)
  return (
    <Field label={words.person}>
      <PersonPicker
        find={async (q, signal) => (await call('findPeople', { query: { q }, signal })).people}
        chosen={chosen}
        placeholder={words.everybody}
        onChoose={(person) => {
          setPicked(person)
          onChoose(person?.id)
        }}
      />
    </Field>
  )
}
