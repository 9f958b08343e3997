import { Badge, Button, Field, Textarea } from '@fluentui/react-components'
import { LAUNCH_FLOWS, type LaunchFlow, type LaunchKit } from '@moorage/api'
import { useState } from 'react'
import { formatWhen } from '../../../format.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsLaunchKit } from '../../../words-launch-kit.ts'
import type { Change } from './LaunchKitPage.tsx'
import styles from './launch-kit.module.css'

const words = wordsLaunchKit.flows
const COLOURS = { 'to-do': 'informative', passed: 'success', failed: 'danger' } as const

function Flow({ flow, change }: { flow: LaunchFlow; change: Change }) {
  const notify = useNotify()
  const [note, setNote] = useState(flow.note ?? '')
  const { title, todo, seen } = LAUNCH_FLOWS[flow.name]
  const mark = (state: LaunchFlow['state']) => change({ flow: { name: flow.name, state, note } }).catch(notify.failed)
  return (
    <li className={styles.flow}>
      <h2>
        {title}
        <Badge appearance="tint" color={flow.stale ? 'warning' : COLOURS[flow.state]}>
          {words.states[flow.state]}
        </Badge>
      </h2>
      <ol>
        {todo.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <p>
        <strong>{words.seen}</strong> {seen}
      </p>
      {flow.at !== undefined && (
        <p className={styles.quiet}>
          {words.tried(formatWhen(flow.at))}
          {flow.stale && `. ${words.stale}`}
        </p>
      )}
      <Field label={words.note}>
        <Textarea
          aria-label={words.of(words.note, title)}
          value={note}
          maxLength={2000}
          rows={2}
          resize="vertical"
          onChange={(_, { value }) => setNote(value)}
        />
      </Field>
      <div className={styles.buttons}>
        <Button aria-label={words.of(words.passed, title)} onClick={() => void mark('passed')}>
          {words.passed}
        </Button>
        <Button aria-label={words.of(words.failed, title)} onClick={() => void mark('failed')}>
          {words.failed}
        </Button>
        {flow.state !== 'to-do' && (
          <Button appearance="subtle" aria-label={words.of(words.again, title)} onClick={() => void mark('to-do')}>
            {words.again}
          </Button>
        )}
      </div>
    </li>
  )
}

/** Microsoft's manual tests, one after the other, with what came of each. */
export function Flows({ kit, change }: { kit: LaunchKit; change: Change }) {
  return (
    <>
      <p className={styles.quiet}>{words.about}</p>
      <ol className={styles.flows}>
        {kit.flows.map((flow) => (
          <Flow key={flow.name} flow={flow} change={change} />
        ))}
      </ol>
    </>
  )
}
