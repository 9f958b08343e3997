import {
  Button,
  Link,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Spinner,
  Toolbar,
  ToolbarButton,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import {
  ArrowDownload20Regular,
  ArrowLeft20Regular,
  DocumentSync20Regular,
  Edit20Regular,
  HandRight20Regular,
  History20Regular,
  MoreHorizontal20Regular,
  SaveCopy20Regular,
  Share20Regular,
} from '@fluentui/react-icons'
import { useState } from 'react'
import type { RunningSession } from '../session/run.ts'
import type { Session } from '../session/state.ts'
import { kindOf } from '../views/kinds.ts'
import type { Actions } from './actions.ts'
import { useMedia } from './media.ts'
import { RehearsalMark } from './rehearsal-mark.tsx'
import { SaveState } from './save-state.tsx'
import { Title } from './title.tsx'
import { words } from './words.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flex: 'none',
    alignItems: 'center',
    gap: '4px',
    height: '48px',
    padding: '0 8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    background: tokens.colorNeutralBackground1,
  },
  names: {
    display: 'flex',
    flex: 1,
    alignItems: 'center',
    gap: '8px',
    minWidth: 0,
    '@media (max-width: 640px)': { flexDirection: 'column', alignItems: 'flex-start', gap: 0 },
  },
  brand: {
    flexShrink: 0,
    maxWidth: '12em',
    padding: '0 4px 0 8px',
    overflow: 'hidden',
    fontWeight: tokens.fontWeightSemibold,
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  tools: { flexShrink: 0, padding: 0, gap: '4px' },
})

interface HeaderProps {
  state: Session
  session: RunningSession
  actions: Actions
  /** the page was opened for viewing, but its user may edit */
  couldEdit: boolean
  /** we are in Microsoft 365's place */
  rehearsal: boolean
  onCopy(): void
  onProblem(text: string): void
}

/** For a kind that can only be edited as another. */
function ConvertButton({ to, actions, onProblem }: { to: string } & Pick<HeaderProps, 'actions' | 'onProblem'>) {
  const [busy, setBusy] = useState(false)
  const narrow = useMedia('(max-width: 640px)')
  const convert = async () => {
    setBusy(true)
    const problem = await actions.convert()
    // the page goes away when there is none
    if (problem === undefined) return
    setBusy(false)
    onProblem(problem)
  }
  return (
    <Button
      appearance="primary"
      icon={busy ? <Spinner size="extra-tiny" /> : <DocumentSync20Regular />}
      disabledFocusable={busy}
      aria-label={busy ? words.converting : words.convert(to)}
      onClick={() => void convert()}
    >
      {busy ? words.converting : narrow ? words.convertShort : words.convert(to)}
    </Button>
  )
}

function EditButton({ state, session, actions, couldEdit }: Pick<HeaderProps, 'state' | 'session' | 'actions' | 'couldEdit'>) {
  if (state.phase === 'viewing' && couldEdit)
    return (
      <Button appearance="primary" icon={<Edit20Regular />} onClick={actions.editPage}>
        {words.edit}
      </Button>
    )
  if (state.phase !== 'following') return null
  if (state.holder && !state.holder.otherTab)
    return (
      <Button icon={<HandRight20Regular />} disabled={state.asked} onClick={() => session.dispatch({ type: 'ask' })}>
        {state.asked ? words.asked : words.askToEdit}
      </Button>
    )
  return (
    <Button appearance="primary" icon={<Edit20Regular />} disabled={state.locking} onClick={() => session.dispatch({ type: 'edit' })}>
      {state.holder ? words.editHere : words.edit}
    </Button>
  )
}

/** A slim bar: where it lies, what it is called, whether it is saved, and what can be done with it. */
export function Header({ state, session, actions, couldEdit, rehearsal, onCopy, onProblem }: HeaderProps) {
  const styles = useStyles()
  const narrow = useMedia('(max-width: 640px)')
  const info = state.info
  const items = [
    ...(info?.FileSharingPostMessage || info?.FileSharingUrl
      ? [{ label: words.share, icon: <Share20Regular />, run: actions.share, isMain: true }]
      : []),
    ...(info?.FileVersionPostMessage || info?.FileVersionUrl
      ? [{ label: words.revisions, icon: <History20Regular />, run: actions.revisions, isMain: true }]
      : []),
    ...(info?.DownloadUrl || state.phase === 'kept'
      ? [{ label: words.download, icon: <ArrowDownload20Regular />, run: () => void actions.download(), isMain: false }]
      : []),
    ...(info?.SupportsUpdate && !info.UserCanNotWriteRelative
      ? [{ label: words.saveCopy, icon: <SaveCopy20Regular />, run: onCopy, isMain: false }]
      : []),
  ]
  const inBar = narrow ? [] : items.filter(({ isMain }) => isMain)
  const inMenu = narrow ? items : items.filter(({ isMain }) => !isMain)
  const mayCopy = Boolean(info?.SupportsUpdate && !info.UserCanNotWriteRelative)
  const convertsTo = mayCopy && state.phase === 'viewing' ? kindOf(info?.BaseFileName ?? '')?.convertsTo : undefined
  const back = words.back(info?.BreadcrumbFolderName)
  return (
    <header className={styles.root}>
      {info?.BreadcrumbBrandName && info.BreadcrumbBrandUrl && !narrow ? (
        <Link appearance="subtle" className={styles.brand} href={info.BreadcrumbBrandUrl} target="_top">
          {info.BreadcrumbBrandName}
        </Link>
      ) : null}
      {info?.ClosePostMessage || info?.CloseUrl ? (
        <Tooltip content={back} relationship="label">
          <Button appearance="subtle" icon={<ArrowLeft20Regular />} onClick={() => session.dispatch({ type: 'close' })}>
            {narrow ? undefined : info.BreadcrumbFolderName}
          </Button>
        </Tooltip>
      ) : null}
      <div className={styles.names}>
        <Title state={state} actions={actions} onProblem={onProblem} />
        <SaveState state={state} />
      </div>
      {rehearsal ? <RehearsalMark /> : null}
      <Toolbar className={styles.tools} aria-label={words.more}>
        <EditButton state={state} session={session} actions={actions} couldEdit={couldEdit} />
        {convertsTo ? <ConvertButton to={convertsTo} actions={actions} onProblem={onProblem} /> : null}
        {inBar.map(({ label, icon, run }) => (
          <ToolbarButton key={label} icon={icon} onClick={run}>
            {label}
          </ToolbarButton>
        ))}
        {inMenu.length > 0 ? (
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <ToolbarButton icon={<MoreHorizontal20Regular />} aria-label={words.more} />
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {inMenu.map(({ label, icon, run }) => (
                  <MenuItem key={label} icon={icon} onClick={run}>
                    {label}
                  </MenuItem>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        ) : null}
      </Toolbar>
    </header>
  )
}
