import { Button, FluentProvider, makeStyles, Spinner, tokens, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { mayEdit } from '../session/opening.ts'
import type { RunningSession } from '../session/run.ts'
import { kindOf } from '../views/kinds.ts'
import type { Actions } from './actions.ts'
import { ClosingDialog } from './closing-dialog.tsx'
import { Header } from './header.tsx'
import { useDark } from './media.ts'
import { type Notice, Notices, noticesOf } from './notices.tsx'
import { timeOf } from './time.ts'
import { useTokenExpiry } from './token-expiry.ts'
import { words } from './words.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100dvh', overflow: 'hidden', background: tokens.colorNeutralBackground2 },
  stage: { position: 'relative', flex: 1, minHeight: 0 },
  middle: {
    position: 'absolute',
    inset: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '16px',
    padding: '24px',
    background: tokens.colorNeutralBackground2,
    textAlign: 'center',
  },
  problem: { maxWidth: '36em', margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
})

export interface AppProps {
  session: RunningSession
  actions: Actions
  /** the element that views draw into; made outside of React, which must never touch its inside */
  stage: HTMLElement
  tokenTtl: number
  rehearsal: boolean
}

export function App({ session, actions, stage, tokenTtl, rehearsal }: AppProps) {
  const styles = useStyles()
  const state = useSyncExternalStore(session.subscribe, session.state)
  const dark = useDark()
  const expiry = useTokenExpiry(tokenTtl)
  const [passing, setPassing] = useState<Notice[]>([])
  const holder = useRef<HTMLDivElement>(null)
  useEffect(() => void holder.current?.append(stage), [stage])

  const dismiss = (key: string) => setPassing((notices) => notices.filter((notice) => notice.key !== key))
  const say = (notice: Omit<Notice, 'dismiss'>) =>
    setPassing((notices) => [...notices.filter(({ key }) => key !== notice.key), { ...notice, dismiss: () => dismiss(notice.key) }])
  const onProblem = (text: string) => say({ key: 'problem', intent: 'warning', text, actions: [] })
  const onCopy = (file?: Blob) => {
    actions.saveCopy(file).then(
      ({ name, url }) => {
        say({
          key: 'copied',
          intent: 'success',
          text: words.copied(name),
          actions: url ? [{ label: words.open, run: () => void window.open(url, '_blank', 'noopener') }] : [],
        })
        if (file) session.dispatch({ type: 'forget-recovery' })
      },
      () =>
        say({
          key: 'copied',
          intent: 'error',
          text: words.copyFailed,
          actions: [{ label: words.download, run: () => void actions.download() }],
        }),
    )
  }

  const reload = { label: words.reload, run: actions.reload, isMain: true }
  const expiring: Notice[] =
    expiry === 'fine' || state.phase === 'ended'
      ? []
      : [{ key: 'expiry', intent: 'warning', text: expiry === 'over' ? words.expired : words.expires(timeOf(tokenTtl)), actions: [reload] }]
  const notices = state.problem ? [] : [...expiring, ...noticesOf({ state, session, actions, onCopy }), ...passing]
  const couldEdit = !state.wantsEdit && mayEdit(state.info) && Boolean(kindOf(state.info?.BaseFileName ?? '')?.editable)

  // Fluent gives the provider's classes to its tooltips and menus too, so the layout has an element of its own
  return (
    <FluentProvider theme={dark ? webDarkTheme : webLightTheme} data-theme={dark ? 'dark' : 'light'}>
      <div className={styles.root}>
        <Header
          rehearsal={rehearsal}
          state={state}
          session={session}
          actions={actions}
          couldEdit={couldEdit}
          onCopy={() => onCopy()}
          onProblem={onProblem}
        />
        <Notices notices={notices} />
        <main className={styles.stage}>
          <div ref={holder} />
          {state.phase === 'opening' ? (
            <div className={styles.middle}>
              <Spinner label={words.opening} labelPosition="below" />
            </div>
          ) : null}
          {state.phase === 'ended' ? (
            <div className={styles.middle} role="alert">
              <p className={styles.problem}>{state.problem ?? words.ended}</p>
              {state.problem && state.info?.DownloadUrl ? (
                <Button icon={<ArrowDownload20Regular />} onClick={() => void actions.download()}>
                  {words.download}
                </Button>
              ) : null}
            </div>
          ) : null}
        </main>
      </div>
      <ClosingDialog
        open={state.closing}
        onStay={() => session.dispatch({ type: 'stay' })}
        onClose={() => session.dispatch({ type: 'close-anyway' })}
      />
    </FluentProvider>
  )
}
