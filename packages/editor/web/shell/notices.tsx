import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { Dismiss16Regular } from '@fluentui/react-icons'
import type { RunningSession } from '../session/run.ts'
import { isEditing, type Session } from '../session/state.ts'
import type { Actions } from './actions.ts'
import { timeOf } from './time.ts'
import { failureText, nameIn, words } from './words.ts'

export interface Notice {
  key: string
  intent: 'info' | 'success' | 'warning' | 'error'
  text: string
  actions: { label: string; run(): void; isMain?: boolean }[]
  dismiss?: (() => void) | undefined
}

interface Context {
  state: Session
  session: RunningSession
  actions: Actions
  onCopy(file?: Blob): void
}

function saveNotice({ state, session, actions, onCopy }: Context): Notice[] {
  const { failure, holder } = state
  if (!failure || (state.phase !== 'kept' && isEditing(state))) return []
  const text = failureText(failure, holder, nameIn(holder?.name) ?? words.somebody)
  if (!isEditing(state)) return [{ key: 'ended', intent: 'warning', text, actions: [{ label: words.reload, run: actions.reload }] }]
  const again = failure.kind === 'changed' ? { label: words.showNewer, run: () => session.dispatch({ type: 'discard' }) } : undefined
  return [
    {
      key: 'kept',
      intent: 'error',
      text: `${words.kept}. ${text}`,
      actions: [
        { label: words.saveCopy, run: () => onCopy(), isMain: failure.kind !== 'server' && failure.kind !== 'offline' },
        { label: words.download, run: () => void actions.download() },
        again ?? { label: words.tryAgain, run: () => session.dispatch({ type: 'save-now' }) },
      ],
    },
  ]
}

function recoveryNotice({ state, session, onCopy }: Context): Notice[] {
  if (!state.recovery) return []
  const time = timeOf(state.recovery.at)
  const forget = () => session.dispatch({ type: 'forget-recovery' })
  if (state.recovery.kind === 'restoring' || state.recovery.kind === 'undoing')
    return [
      { key: 'restoring', intent: 'info', text: state.recovery.kind === 'restoring' ? words.restoring(time) : words.undoing, actions: [] },
    ]
  if (state.recovery.kind === 'recovered')
    return [
      {
        key: 'recovered',
        intent: 'success',
        text: words.recovered(time),
        actions: [{ label: words.undo, run: () => session.dispatch({ type: 'undo-recovery' }) }],
      },
    ]
  return [
    {
      key: 'draft',
      intent: 'warning',
      text: words.draftCopy(time),
      actions: [
        { label: words.saveCopy, run: () => onCopy(session.recovered()), isMain: true },
        { label: words.forget, run: forget },
      ],
    },
  ]
}

function followNotice({ state, actions }: Context): Notice[] {
  const download = state.info?.DownloadUrl ? [{ label: words.download, run: () => void actions.download() }] : []
  if (state.phase === 'viewing' && state.readOnlyReason)
    return [{ key: 'reason', intent: 'info', text: state.readOnlyReason, actions: download }]
  if (state.phase !== 'following' || state.failure) return []
  const updated = state.updatedAt === undefined ? '' : ` ${words.updated(timeOf(state.updatedAt))}.`
  if (state.holder?.otherTab) return [{ key: 'follow', intent: 'info', text: words.otherTab + updated, actions: [] }]
  if (state.holder)
    return [{ key: 'follow', intent: 'info', text: words.follow(nameIn(state.holder.name) ?? words.somebody) + updated, actions: [] }]
  return [{ key: 'free', intent: 'success', text: (state.gaveWay ? words.gaveWay : words.free) + updated, actions: [] }]
}

function askedNotice({ state, session }: Context): Notice[] {
  if (!state.askedBy) return []
  return [
    {
      key: 'asked',
      intent: 'info',
      text: words.askedBy(state.askedBy),
      actions: [
        { label: words.letEdit(state.askedBy), run: () => session.dispatch({ type: 'give-way' }), isMain: true },
        { label: words.notNow, run: () => session.dispatch({ type: 'not-now' }) },
      ],
    },
  ]
}

export const noticesOf = (context: Context): Notice[] => [
  ...saveNotice(context),
  ...askedNotice(context),
  ...recoveryNotice(context),
  ...followNotice(context),
]

export function Notices({ notices }: { notices: Notice[] }) {
  if (notices.length === 0) return null
  return (
    <section aria-label={words.notices}>
      {notices.map(({ key, intent, text, actions, dismiss }) => (
        <MessageBar key={key} intent={intent} layout="auto" shape="square" data-testid={`notice-${key}`}>
          <MessageBarBody>{text}</MessageBarBody>
          {actions.length > 0 || dismiss ? (
            <MessageBarActions
              containerAction={
                dismiss ? (
                  <Button appearance="transparent" icon={<Dismiss16Regular />} aria-label={words.dismiss} onClick={dismiss} />
                ) : undefined
              }
            >
              {actions.map(({ label, run, isMain }) => (
                <Button key={label} size="small" appearance={isMain ? 'primary' : 'secondary'} onClick={run}>
                  {label}
                </Button>
              ))}
            </MessageBarActions>
          ) : null}
        </MessageBar>
      ))}
    </section>
  )
}
