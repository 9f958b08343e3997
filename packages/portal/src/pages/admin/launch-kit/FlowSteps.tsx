import { Checkbox } from '@fluentui/react-components'
import { LAUNCH_FLOWS, type LaunchFlow } from '@moorage/api'
import { useState } from 'react'
import { sayWhen } from '../../../format.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsLaunchKit } from '../../../words-launch-kit.ts'
import type { Change } from './LaunchKitPage.tsx'
import styles from './launch-kit.module.css'

const words = wordsLaunchKit.flows

/** What to do, line by line, ticked as one goes along: the next person sees who did what and when. */
export function FlowSteps({ flow, change }: { flow: LaunchFlow; change: Change }) {
  const notify = useNotify()
  const { title, todo } = LAUNCH_FLOWS[flow.name]
  /** shown as it will be until the server has said so */
  const [going, setGoing] = useState<Record<number, boolean>>({})
  const tick = async (line: number, done: boolean) => {
    setGoing((before) => ({ ...before, [line]: done }))
    await change({ tick: { flow: flow.name, line, done } }).catch(notify.failed)
    setGoing(({ [line]: _, ...others }) => others)
  }
  return (
    <div>
      <p>
        <strong>{words.steps}</strong> <span className={styles.quiet}>{words.progress(flow.done.filter(Boolean).length, todo.length)}</span>
      </p>
      <ol className={styles.steps} aria-label={words.of(words.steps, title)}>
        {todo.map((text, line) => {
          const done = flow.done[line]
          return (
            <li key={text}>
              <Checkbox
                checked={going[line] ?? Boolean(done)}
                label={`${line + 1}. ${text}`}
                onChange={(_, { checked }) => void tick(line, checked === true)}
              />
              {done && (
                <span className={styles.quiet}>
                  {words.doneBy(done.by, sayWhen(done.at))}
                  {done.stale && `, ${words.doneWithOthers}`}
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
