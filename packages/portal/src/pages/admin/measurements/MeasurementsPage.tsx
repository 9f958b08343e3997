import { Field, Select } from '@fluentui/react-components'
import { MEASURED_SPANS, type MeasuredSpan } from '@moorage/api'
import { useSearchParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { capital } from '../../../format.ts'
import { adminWords } from '../../../words-admin.ts'
import { wordsWatching } from '../../../words-watching.ts'
import { useAnswer } from '../parts/answer.ts'
import { Page } from '../parts/Page.tsx'
import { Empty, Shown } from '../parts/Shown.tsx'
import { MeasuredCharts } from './MeasuredCharts.tsx'
import styles from './measurements.module.css'

const words = wordsWatching.measurements
const REFRESH = 60_000
const BYS = ['all', 'editor', 'stage'] as const

/** What is chosen stands in the address, so that it can be sent to somebody. */
export function MeasurementsPage() {
  const [params, setParams] = useSearchParams()
  const span = MEASURED_SPANS.find((one) => one === params.get('span')) ?? 'day'
  const by = BYS.find((one) => one === params.get('by')) ?? 'all'
  const editor = params.get('editor') ?? ''
  const choose = (name: string, value: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  const answer = useAnswer({
    key: `${span} ${by} ${editor}`,
    read: (signal) => call('getMeasurements', { query: { span, ...(by === 'all' ? {} : { by }), ...(editor ? { editor } : {}) }, signal }),
    every: REFRESH,
  })
  const editors = answer.data?.editors ?? []
  return (
    <Page
      title={adminWords.pages.measurements}
      lead={words.lead}
      tools={
        <>
          <Choice label={words.span} value={span} onChoose={(value) => choose('span', value)}>
            {MEASURED_SPANS.map((one: MeasuredSpan) => (
              <option key={one} value={one}>
                {words.spans[one]}
              </option>
            ))}
          </Choice>
          <Choice label={words.by} value={by} onChoose={(value) => choose('by', value === 'all' ? '' : value)}>
            {BYS.map((one) => (
              <option key={one} value={one}>
                {words.bys[one]}
              </option>
            ))}
          </Choice>
          <Choice label={words.editor} value={editor} onChoose={(value) => choose('editor', value)}>
            <option value="">{words.allEditors}</option>
            {editors.map(({ id, name }) => (
              <option key={id} value={id}>
                {capital(name)}
              </option>
            ))}
          </Choice>
        </>
      }
    >
      <Shown answer={answer}>
        {(measured) =>
          measured.lines.length === 0 ? (
            <Empty title={words.empty} text={words.emptyText} />
          ) : (
            <MeasuredCharts measured={measured} split={by !== 'all'} />
          )
        }
      </Shown>
    </Page>
  )
}

interface ChoiceProps {
  label: string
  value: string
  onChoose(value: string): void
  children: React.ReactNode
}

function Choice({ label, value, onChoose, children }: ChoiceProps) {
  return (
    <Field label={label} className={styles.choice}>
      <Select value={value} onChange={(_, chosen) => onChoose(chosen.value)}>
        {children}
      </Select>
    </Field>
  )
}
