import { Input, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { Session } from '../session/state.ts'
import { type Actions, baseName } from './actions.ts'
import { words } from './words.ts'

const useStyles = makeStyles({
  name: {
    maxWidth: '34vw',
    minWidth: 0,
    padding: '4px 8px',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    background: 'none',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    fontSize: '15px',
    fontWeight: tokens.fontWeightSemibold,
    overflow: 'hidden',
    textAlign: 'start',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    '@media (max-width: 640px)': { boxSizing: 'border-box', maxWidth: '100%', padding: '0 7px' },
  },
  button: {
    cursor: 'text',
    ':hover': { border: `1px solid ${tokens.colorNeutralStroke1}` },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

/** The document's name; a click renames it where the host allows that. */
export function Title({ state, actions, onProblem }: { state: Session; actions: Actions; onProblem(text: string): void }) {
  const styles = useStyles()
  const [draft, setDraft] = useState<string>()
  const name = baseName(state.info?.BaseFileName ?? '')
  const mayRename = state.info?.SupportsRename && state.info.UserCanRename && (state.phase === 'editing' || state.phase === 'saving')

  async function rename(): Promise<void> {
    const wanted = draft?.trim()
    setDraft(undefined)
    if (!wanted || wanted === name) return
    const answer = await actions.rename(wanted)
    if (!answer.ok) onProblem(answer.reason ?? words.renameFailed)
  }

  if (draft !== undefined)
    return (
      <Input
        autoFocus
        aria-label={words.renameLabel}
        value={draft}
        onChange={(_, { value }) => setDraft(value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => void rename()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') setDraft(undefined)
        }}
      />
    )
  if (!mayRename)
    return (
      <h1 className={styles.name} style={{ margin: 0 }}>
        {name}
      </h1>
    )
  return (
    <Tooltip content={words.rename} relationship="description">
      <button type="button" className={`${styles.name} ${styles.button}`} onClick={() => setDraft(name)}>
        {name}
      </button>
    </Tooltip>
  )
}
