import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Microsoft365, StepName } from '@moorage/api'
import { type ComponentType, useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'react-router'
import { call } from '../../../api/call.ts'
import { type Answer, useAnswer, useWhileVisible } from '../../../api/use-answer.ts'
import { useNotify } from '../../../notify.tsx'
import { Failure } from '../../../shell/Failure.tsx'
import { useTitle } from '../../../title.ts'
import { wordsMicrosoft365 as words } from '../../../words-microsoft-365.ts'
import { type About, WhyDialog } from '../why/WhyDialog.tsx'
import { Configure, ConfigureButton } from './Configure.tsx'
import { type Desk, DeskContext, type DialogName, useMicrosoft365 } from './context.ts'
import { Join, JoinButton } from './Join.tsx'
import { LoadingCards } from './LoadingCards.tsx'
import styles from './microsoft-365.module.css'
import { NotPublic } from './NotPublic.tsx'
import { Rehearse } from './Rehearse.tsx'
import { GoToProduction, RollOut, RollOutButton } from './RollOut.tsx'
import { StateNow } from './StateNow.tsx'
import { StepFrame } from './StepFrame.tsx'
import { TurnOff } from './TurnOff.tsx'
import { Validate, ValidateButton } from './Validate.tsx'

const INSIDE: Record<StepName, { Content: ComponentType; Action: ComponentType }> = {
  join: { Content: Join, Action: JoinButton },
  configure: { Content: Configure, Action: ConfigureButton },
  validate: { Content: Validate, Action: ValidateButton },
  'roll-out': { Content: RollOut, Action: RollOutButton },
}
/** places inside a step that links lead to */
const HOME_OF: Record<string, StepName> = { testers: 'configure' }
const EDITING_MS = 10_000

/** Join · Configure · Validate · Roll out, below what is on for whom now. */
export function Microsoft365Page() {
  useTitle(words.title)
  const answer = useAnswer('microsoft-365', () => call('getMicrosoft365'))
  // who is editing changes by itself
  useWhileVisible(EDITING_MS, answer.again)
  const { value, problem, again } = answer
  if (!value && problem) return <Failure title={words.failed} text={problem.sentence} again={again} />
  return (
    <div className={styles.page}>
      <h1>{words.title}</h1>
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{problem.sentence}</MessageBarBody>
        </MessageBar>
      )}
      {value ? <Loaded now={value} answer={answer} /> : <LoadingCards />}
    </div>
  )
}

function Loaded({ now, answer }: { now: Microsoft365; answer: Answer<Microsoft365> }) {
  const { set, again } = answer
  const notify = useNotify()
  const { hash, key } = useLocation()
  const [dialog, ask] = useState<DialogName>()
  const [about, setAbout] = useState<About>()
  const [unfolded, setUnfolded] = useState<Partial<Record<StepName, boolean>>>(() => {
    const next = now.steps.find(({ state }) => state !== 'done')
    return next && !hash ? { [next.name]: true } : {}
  })

  const show = useCallback((place: string) => {
    const step = HOME_OF[place] ?? (place as StepName)
    if (!(step in INSIDE)) return
    setUnfolded((before) => ({ ...before, [step]: true }))
    // once it is unfolded
    requestAnimationFrame(() => {
      const target = document.getElementById(place)
      target?.scrollIntoView({ block: 'start' })
      target?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true })
    })
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key`: the same link again shows the place again
  useEffect(() => {
    if (hash) show(hash.slice(1))
  }, [hash, key, show])

  const change = useCallback<Desk['change']>(
    async (work, done) => {
      try {
        const changed = await work()
        set(changed)
        if (done) notify.done(done)
        return changed
      } catch (error) {
        notify.failed(error)
        // what is shown may be what the server refused
        again()
        return undefined
      }
    },
    [set, again, notify],
  )
  const desk = useMemo<Desk>(() => ({ now, set, change, why: setAbout, ask, show }), [now, set, change, show])
  const close = useCallback(() => setAbout(undefined), [])
  return (
    <DeskContext.Provider value={desk}>
      <StateNow />
      <ol className={styles.steps}>
        {now.steps.map((step, index) => {
          const { Content, Action } = INSIDE[step.name]
          const open = unfolded[step.name] ?? false
          return (
            <li key={step.name}>
              <StepFrame
                step={step}
                number={index + 1}
                open={open}
                onToggle={() => setUnfolded({ ...unfolded, [step.name]: !open })}
                button={<Action />}
              >
                <Content />
              </StepFrame>
            </li>
          )
        })}
      </ol>
      <Dialogs dialog={dialog} ask={ask} />
      {about && <WhyDialog about={about} onClose={close} />}
    </DeskContext.Provider>
  )
}

function Dialogs({ dialog, ask }: { dialog: DialogName | undefined; ask(dialog: DialogName | undefined): void }) {
  const { now, change } = useMicrosoft365()
  const close = () => ask(undefined)
  if (dialog === 'turn-off') return <TurnOff onClose={close} />
  if (dialog === 'rehearse') return <Rehearse onClose={close} />
  if (dialog === 'production') return <GoToProduction onClose={close} />
  if (dialog === 'testing-not-public')
    return (
      <NotPublic
        why={now.notPublic ?? ''}
        onClose={close}
        onRehearse={() => ask('rehearse')}
        onAnyway={() => {
          close()
          void change(() => call('changeState', { body: { state: 'testing' } }), words.configure.changed(words.state.testing))
        }}
      />
    )
  return null
}
