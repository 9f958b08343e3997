import { Field, Input, Select } from '@fluentui/react-components'
import { wordsActivity } from '../../../words-activity.ts'
import { type Filter, SPANS, type Span } from '../activity/filter.ts'

const words = wordsActivity

interface Props {
  filter: Pick<Filter, 'span' | 'from' | 'to'>
  onChange(change: Partial<Pick<Filter, 'span' | 'from' | 'to'>>): void
}

/** How far back a list goes, or its own first and last day. */
export function SpanFilter({ filter, onChange }: Props) {
  return (
    <>
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
