import { Field, Input, Select, Switch } from '@fluentui/react-components'
import type { Response as ResponseOf, ROUTES } from '@moorage/api'
import { wordsEditingSessions } from '../../../words-editing-sessions.ts'
import { ListSearch } from '../parts/ListSearch.tsx'
import { OrganizationFilter } from '../parts/OrganizationFilter.tsx'
import { PersonFilter } from '../parts/PersonFilter.tsx'
import parts from '../parts/parts.module.css'
import { SpanFilter } from '../parts/SpanFilter.tsx'
import type { Filter } from './filter.ts'

const words = wordsEditingSessions.list

interface Props {
  filter: Filter
  /** what there is to choose from, once it is known */
  choices: Pick<ResponseOf<(typeof ROUTES)['listEditingSessions']>, 'editors' | 'stages'> | undefined
  onChange(change: Partial<Filter>): void
}

export function Filters({ filter, choices, onChange }: Props) {
  const stages = choices?.stages ?? []
  return (
    <>
      <ListSearch label={words.search} value={filter.number ?? ''} onChange={(number) => onChange({ number })} />
      <OrganizationFilter id={filter.organization} onChoose={(organization) => onChange({ organization })} />
      <PersonFilter id={filter.person} onChoose={(person) => onChange({ person })} />
      <Field label={wordsEditingSessions.file}>
        <Input
          className={parts.picker}
          value={filter.file ?? ''}
          placeholder={words.fileHint}
          maxLength={2000}
          onChange={(_, { value }) => onChange({ file: value })}
        />
      </Field>
      <Field label={wordsEditingSessions.editor}>
        <Select value={filter.editor ?? ''} onChange={(_, { value }) => onChange({ editor: value })}>
          <option value="">{words.anyEditor}</option>
          {(choices?.editors ?? []).map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {stages.length > 0 && (
        <Field label={words.stage}>
          <Select value={filter.stage ?? ''} onChange={(_, { value }) => onChange({ stage: value })}>
            <option value="">{words.anyStage}</option>
            {stages.map((stage) => (
              <option key={stage} value={stage}>
                {stage}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <SpanFilter filter={filter} onChange={onChange} />
      <Switch label={words.onlyTrouble} checked={filter.trouble} onChange={(_, { checked }) => onChange({ trouble: checked })} />
    </>
  )
}
