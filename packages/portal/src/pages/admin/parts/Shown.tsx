import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useLater } from '../../../later.ts'
import { Scene } from '../../../shell/Scene.tsx'
import states from '../../../shell/states.module.css'
import { words } from '../../../words.ts'
import { adminWords } from '../../../words-admin.ts'
import type { Answer } from './answer.ts'
import styles from './parts.module.css'

interface Props<T> {
  answer: Answer<T>
  children(data: T): ReactNode
}

/** An answer once it is there; before that grey bars; without one what went wrong, and Try again. */
export function Shown<T>({ answer, children }: Props<T>) {
  const { data, problem, stale, again } = answer
  if (data === undefined && problem) return <Broken text={problem.sentence} again={again} />
  if (data === undefined) return <Bars />
  return (
    <>
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            {problem.sentence} {adminWords.stale}
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => void again()}>{words.tryAgain}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <div className={styles.shown} aria-busy={stale} data-stale={stale || undefined}>
        {children(data)}
      </div>
    </>
  )
}

function Broken({ text, again }: { text: string; again(): Promise<void> }) {
  return (
    <div className={states.state} role="alert">
      <Scene of="failure" />
      <h2>{adminWords.failed}</h2>
      <p>{text}</p>
      <div className={states.buttons}>
        <Button appearance="primary" onClick={() => void again()}>
          {words.tryAgain}
        </Button>
      </div>
    </div>
  )
}

const WIDTHS = ['72%', '58%', '66%', '49%', '63%']

/** Only once the answer takes longer than a blink. */
function Bars() {
  const slow = useLater(200)
  return (
    <div className={styles.bars} aria-busy="true">
      {slow && (
        <>
          <span className="visually-hidden" role="status">
            {words.loading}
          </span>
          {WIDTHS.map((width) => (
            <div key={width} style={{ inlineSize: width }} />
          ))}
        </>
      )}
    </div>
  )
}

/** A page or a part of it without anything to show. */
export function Empty({
  title,
  text,
  of = 'empty',
  children,
}: {
  title: string
  text: string
  of?: 'empty' | 'search' | 'done'
  children?: ReactNode
}) {
  return (
    <div className={states.state}>
      <Scene of={of} />
      <h2>{title}</h2>
      <p>{text}</p>
      {children && <div className={states.buttons}>{children}</div>}
    </div>
  )
}
