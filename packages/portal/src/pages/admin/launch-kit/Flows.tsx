import { Badge, Button, Field, Textarea } from '@fluentui/react-components'
import { LAUNCH_FLOWS, type LaunchFlow, type LaunchKit } from '@moorage/api'
import { useState } from 'react'
import { sayWhen } from '../../../format.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsLaunchKit } from '../../../words-launch-kit.ts'
import { FlowSteps } from './FlowSteps.tsx'
import { Screenshots, useAdding } from './findings/Screenshots.tsx'
import { picturesIn, usePictures } from './findings/screenshots.ts'
import type { Change } from './LaunchKitPage.tsx'
import styles from './launch-kit.module.css'

const words = wordsLaunchKit.flows
const COLOURS = { 'to-do': 'informative', passed: 'success', failed: 'danger' } as const

interface Props {
  change: Change
  /** something of the kit was changed elsewhere */
  again(): Promise<void>
}

function Flow({ flow, change, again }: Props & { flow: LaunchFlow }) {
  const notify = useNotify()
  const [note, setNote] = useState(flow.note ?? '')
  const pictures = usePictures({ flow: flow.name }, flow.screenshots, again)
  const { add } = useAdding(pictures)
  const { title, seen } = LAUNCH_FLOWS[flow.name]
  const mark = (state: LaunchFlow['state']) => change({ flow: { name: flow.name, state, note } }).catch(notify.failed)
  return (
    <li
      className={styles.flow}
      onPaste={(event) => {
        const pasted = picturesIn(event.clipboardData)
        if (pasted.length === 0) return
        event.preventDefault()
        add(pasted)
      }}
    >
      <h2>
        {title}
        <Badge appearance="tint" color={flow.stale ? 'warning' : COLOURS[flow.state]}>
          {words.states[flow.state]}
        </Badge>
      </h2>
      <FlowSteps flow={flow} change={change} />
      <p>
        <strong>{words.seen}</strong> {seen}
      </p>
      {flow.at !== undefined && (
        <p className={styles.quiet}>
          {words.tried(sayWhen(flow.at), flow.by)}
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
      <Screenshots pictures={pictures} of={title} />
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
export function Flows({ kit, change, again }: Props & { kit: LaunchKit }) {
  return (
    <>
      <p className={styles.quiet}>{words.about}</p>
      <ol className={styles.flows}>
        {kit.flows.map((flow) => (
          <Flow key={flow.name} flow={flow} change={change} again={again} />
        ))}
      </ol>
    </>
  )
}
