import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CloudCheckmark20Regular, CloudOff20Regular, CloudSync20Regular, Eye20Regular } from '@fluentui/react-icons'
import { isDirty, type Session } from '../session/state.ts'
import { timeOf } from './time.ts'
import { nameIn, words } from './words.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    color: tokens.colorNeutralForeground3,
    fontSize: '13px',
    whiteSpace: 'nowrap',
    minWidth: 0,
    '@media (max-width: 640px)': { paddingLeft: '8px' },
  },
  text: { overflow: 'hidden', textOverflow: 'ellipsis' },
  failed: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  icon: { flexShrink: 0 },
})

function shown(state: Session): { text: string; icon: typeof Eye20Regular; failed?: boolean } | undefined {
  switch (state.phase) {
    case 'opening':
    case 'ended':
      return undefined
    case 'kept':
      return { text: words.kept, icon: CloudOff20Regular, failed: true }
    case 'saving':
      return { text: words.saving, icon: CloudSync20Regular }
    case 'editing':
      return isDirty(state)
        ? { text: words.saving, icon: CloudSync20Regular }
        : { text: words.saved(state.savedAt === undefined ? undefined : timeOf(state.savedAt)), icon: CloudCheckmark20Regular }
    case 'following':
      return { text: state.holder ? words.isEditing(nameIn(state.holder.name) ?? words.somebody) : words.viewOnly, icon: Eye20Regular }
    case 'viewing':
      return { text: words.viewOnly, icon: Eye20Regular }
  }
}

/** The one place that says whether what was typed is safe. */
export function SaveState({ state }: { state: Session }) {
  const styles = useStyles()
  const now = shown(state)
  const Icon = now?.icon
  return (
    <div
      className={mergeClasses(styles.root, now?.failed && styles.failed)}
      role="status"
      data-testid="save-state"
      data-phase={state.phase}
    >
      {Icon ? <Icon className={styles.icon} aria-hidden /> : null}
      <span className={styles.text}>{now?.text ?? ''}</span>
    </div>
  )
}
