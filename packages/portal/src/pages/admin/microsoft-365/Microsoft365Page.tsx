import type { Microsoft365, StepName } from '@moorage/api'
import { type ComponentType, useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'react-router'
import { call } from '../../../api/call.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsMicrosoft365 as words } from '../../../words-microsoft-365.ts'
import { type Answer, useAnswer } from '../parts/answer.ts'
import { Page } from '../parts/Page.tsx'
import { Shown } from '../parts/Shown.tsx'
import { type About, WhyDialog } from '../why/WhyDialog.tsx'
import { Configure, ConfigureButton } from './Configure.tsx'
import { type Desk, DeskContext, type DialogName, useMicrosoft365 } from './context.ts'
import { Join, JoinButton } from './Join.tsx'
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
const HOME_OF: Record<string, StepName> = { testers: 'configure', 'add-tester': 'configure' }
/** who is editing changes by itself */
const EDITING_MS = 10_000

/** Join · Configure · Validate · Roll out, below what is on for whom now. */
export function Microsoft365Page() {
  const answer = useAnswer({
    key: 'microsoft-365',
    read: (signal) => call('getMicrosoft365', { signal }),
    every: EDITING_MS,
  })
  return (
    <Page title={words.title} lead={words.lead}>
      <Shown answer={answer}>{(now) => <Loaded now={now} answer={answer} />}</Shown>
    </Page>
  )
}

/** Opens the folded steps that a link or a button leads to. */
function useUnfolded(now: Microsoft365) {
  const { hash, key } = useLocation()
  const [unfolded, setUnfolded] = useState<Partial<Record<StepName, boolean>>>(() => {
    const next = now.steps.find(({ state }) => state !== 'done')
    return next && !hash ? { [next.name]: true } : {}
  })
  const show = useCallback((place: string) => {
    const step = HOME_OF[place] ?? place
    if (step in INSIDE) setUnfolded((before) => ({ ...before, [step]: true }))
    // once it is unfolded
    setTimeout(() => {
      const target = document.getElementById(place)
      target?.scrollIntoView({ block: 'start' })
      const first = target?.querySelector<HTMLElement>('input') ?? target?.querySelector<HTMLElement>('button')
      first?.focus({ preventScroll: true })
    })
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key`: the same link again shows the place again
  useEffect(() => {
    if (hash) show(hash.slice(1))
  }, [hash, key, show])
  const toggle = (step: StepName) => setUnfolded((before) => ({ ...before, [step]: !before[step] }))
  return { unfolded, toggle, show }
}

function Loaded({ now, answer }: { now: Microsoft365; answer: Answer<Microsoft365> }) {
  const { set, again } = answer
  const notify = useNotify()
  const { unfolded, toggle, show } = useUnfolded(now)
  const [dialog, ask] = useState<DialogName>()
  const [about, setAbout] = useState<About>()
  const close = useCallback(() => setAbout(undefined), [])

  const desk = useMemo<Desk>(() => {
    const run: Desk['run'] = async (work, done) => {
      set(await work())
      // an answer that was on its way knows nothing of the change
      void again()
      if (done) notify.done(done)
    }
    const change: Desk['change'] = (work, done) =>
      run(work, done).catch((error: unknown) => {
        notify.failed(error)
        void again()
      })
    return { now, set, run, change, why: setAbout, ask, show }
  }, [now, set, again, notify, show])
  return (
    <DeskContext.Provider value={desk}>
      <div className={styles.all}>
        <StateNow />
        <ol className={styles.steps}>
          {now.steps.map((step, index) => {
            const { Content, Action } = INSIDE[step.name]
            return (
              <li key={step.name}>
                <StepFrame
                  step={step}
                  number={index + 1}
                  open={unfolded[step.name] ?? false}
                  onToggle={() => toggle(step.name)}
                  button={<Action />}
                >
                  <Content />
                </StepFrame>
              </li>
            )
          })}
        </ol>
      </div>
      <Dialogs dialog={dialog} ask={ask} />
      {about && <WhyDialog about={about} onClose={close} />}
    </DeskContext.Provider>
  )
}

function Dialogs({ dialog, ask }: { dialog: DialogName | undefined; ask(dialog: DialogName | undefined): void }) {
  const { now, run } = useMicrosoft365()
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
        onAnyway={() => run(() => call('changeState', { body: { state: 'testing' } }), words.configure.changed(words.state.testing))}
      />
    )
  return null
}
