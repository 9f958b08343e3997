import { Field, Input, Select } from '@fluentui/react-components'
import type { ActivityGroup } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { adminWords } from '../../../words-admin.ts'
import { useAnswer } from '../parts/answer.ts'
import { OrganizationPicker } from '../parts/OrganizationPicker.tsx'
import { PersonPicker, type PickedPerson } from '../parts/PersonPicker.tsx'
import { useOrganizations } from '../scope.tsx'
import { type Filter, GROUPS, SPANS, type Span } from './filter.ts'

const words = adminWords.activity

interface Props {
  filter: Filter
  onChange(change: Partial<Filter>): void
}

export function Filters({ filter, onChange }: Props) {
  const { data: tree } = useOrganizations()
  return (
    <>
      {tree && tree.all.length > 1 && (
        <Field label={adminWords.organization}>
          <OrganizationPicker
            tree={tree}
            chosenId={filter.organization ?? tree.root?.id}
            onChoose={(organization) => onChange({ organization })}
            labelled
          />
        </Field>
      )}
      <Person id={filter.person} onChoose={(person) => onChange({ person })} />
      <Field label={words.what}>
        <Select
          value={filter.group ?? ''}
          onChange={(_, { value }) => onChange({ group: (value || undefined) as ActivityGroup | undefined })}
        >
          <option value="">{words.everything}</option>
          {GROUPS.map((group) => (
            <option key={group} value={group}>
              {words.groups[group]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.when}>
        <Select value={filter.span} onChange={(_, { value }) => onChange({ span: value as Span })}>
          {SPANS.map((span) => (
            <option key={span} value={span}>
              {words.spans[span]}
            </option>
          ))}
        </Select>
      </Field>
      {filter.span === 'own' && (
        <>
          <Field label={words.from}>
            <Input type="date" value={filter.from ?? ''} onChange={(_, { value }) => onChange({ from: value })} />
          </Field>
          <Field label={words.to}>
            <Input type="date" value={filter.to ?? ''} onChange={(_, { value }) => onChange({ to: value })} />
          </Field>
        </>
      )}
    </>
  )
}

/** The address has the id only; the name is whoever was picked, else it is asked for. */
function Person({ id, onChoose }: { id: string | undefined; onChoose(id: string | undefined): void }) {
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
  const chosen = known ?? (id ? (named.data ?? { name: adminWords.activity.somebody }) : undefined)
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
