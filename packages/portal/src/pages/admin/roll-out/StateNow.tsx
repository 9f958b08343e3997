import { Button } from '@fluentui/react-components'
import type { Rollout } from '@moorage/api'
import { useState } from 'react'
import { formatComing, sayWhen } from '../../../format.ts'
import { wordsRollOut } from '../../../words-roll-out.ts'
import { Decide, type What } from './Decide.tsx'
import styles from './roll-out.module.css'

const words = wordsRollOut.now

/** What can be decided now, the usual one first. */
function choicesOf({ state, stage, stages }: Rollout): What[] {
  if (state === 'draft') return ['start']
  if (state === 'ended') return []
  const back: What[] = stage >= 0 ? ['step-back'] : []
  if (state === 'held') return ['resume', ...back, 'end']
  return [...(stage + 1 < stages.length ? (['advance'] as What[]) : []), 'hold', ...back, 'end']
}

function titleOf({ state, stage, stages }: Rollout): string {
  if (state === 'draft') return words.draft
  if (state === 'ended') return words.ended
  const name = stages[stage]?.name
  if (name === undefined) return words.heldBefore
  return state === 'held' ? words.held(name, stage + 1, stages.length) : words.running(name, stage + 1, stages.length)
}

function whatNext({ state, stage, stages }: Rollout): string {
  if (state === 'draft') return words.draftText
  if (state === 'ended') return words.endedText
  if (state === 'held') return stage < 0 ? `${words.heldBeforeText} ${words.waits}` : words.waits
  const next = stages[stage + 1]
  if (!next) return words.noNext
  return next.startsAt === undefined ? words.nextByHand(next.name) : words.next(next.name, formatComing(next.startsAt))
}

interface Props {
  rollout: Rollout
  unsaved: boolean
  onChange(rollout: Rollout): void
  onStale(): Promise<void>
}

/** The stage in force, since when and why, what comes next, and what can be decided. */
export function StateNow({ rollout, unsaved, onChange, onStale }: Props) {
  const [deciding, setDeciding] = useState<What>()
  const last = rollout.decisions.find(({ what }) => what !== 'changed')
  const choices = choicesOf(rollout)
  const startable = rollout.state !== 'draft' || !unsaved
  return (
    <section className={styles.now} aria-labelledby="roll-out-now" data-state={rollout.state}>
      <div className={styles.nowText}>
        <h2 id="roll-out-now">
          <span className="visually-hidden">{words.heading}: </span>
          {titleOf(rollout)}
        </h2>
        {last && rollout.state !== 'draft' && (
          <p>
            {words.since(sayWhen(last.at))} {last.reason && words.because(last.reason)}
          </p>
        )}
        <p>{whatNext(rollout)}</p>
        {!startable && <p className={styles.quiet}>{wordsRollOut.unsaved}</p>}
      </div>
      {choices.length > 0 && (
        <div className={styles.buttons}>
          {choices.map((what, index) => (
            <Button
              key={what}
              appearance={index === 0 ? 'primary' : 'secondary'}
              disabledFocusable={!startable}
              onClick={() => startable && setDeciding(what)}
            >
              {wordsRollOut.do[what]}
            </Button>
          ))}
        </div>
      )}
      {deciding && (
        <Decide
          what={deciding}
          rollout={rollout}
          onClose={() => setDeciding(undefined)}
          onDone={(next) => {
            setDeciding(undefined)
            onChange(next)
          }}
          onStale={onStale}
        />
      )}
    </section>
  )
}
