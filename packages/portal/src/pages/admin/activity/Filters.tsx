import { Field, Select } from '@fluentui/react-components'
import type { ActivityGroup } from '@moorage/api'
import { wordsActivity } from '../../../words-activity.ts'
import { OrganizationFilter } from '../parts/OrganizationFilter.tsx'
import { PersonFilter } from '../parts/PersonFilter.tsx'
import { SpanFilter } from '../parts/SpanFilter.tsx'
import { type Filter, GROUPS } from './filter.ts'

const words = wordsActivity

interface Props {
  filter: Filter
  onChange(change: Partial<Filter>): void
}

export function Filters({ filter, onChange }: Props) {
  return (
    <>
      <OrganizationFilter id={filter.organization} onChoose={(organization) => onChange({ organization })} />
      <PersonFilter id={filter.person} onChoose={(person) => onChange({ person })} />
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
      <SpanFilter filter={filter} onChange={onChange} />
    </>
  )
}
