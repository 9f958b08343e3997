import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Spinner,
} from '@fluentui/react-components'
import { Link20Regular } from '@fluentui/react-icons'
import type { Item } from '@moorage/api'
import { useState } from 'react'
import { useSession } from '../api/session.tsx'
import { useFocusBack } from '../dialogs/focus-back.ts'
import { useLater } from '../later.ts'
import { words } from '../words.ts'
import { AddPerson } from './AddPerson.tsx'
import { People } from './People.tsx'
import styles from './sharing.module.css'
import { useShares } from './use-shares.ts'

interface Props {
  item: Item
  onClose(): void
  onCopyLink(): void
  /** something was changed: lists that show it are read again */
  onChanged(): void
}

/** With whom a file is shared: add people, change what they can do, take it away, copy the link. */
export function ShareDialog({ item, onClose, onCopyLink, onChanged }: Props) {
  useFocusBack()
  const { me } = useSession()
  const now = useShares(item.id)
  const slow = useLater(300)
  const [said, setSaid] = useState('')
  const [failed, setFailed] = useState<string>()
  const { shares } = now

  const attempt = async (work: Promise<{ sentence: string } | undefined>, done: string) => {
    const problem = await work
    setFailed(problem?.sentence)
    setSaid(problem ? '' : done)
    onChanged()
    return problem === undefined
  }
  const remove = async (accountId: string, name: string) => {
    const left = await attempt(now.unshare(accountId), words.sharing.removed(name))
    if (left && accountId === me.id) onClose()
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle className={styles.title}>{words.sharing.title(item.name)}</DialogTitle>
          <DialogContent className={styles.content}>
            {shares && !shares.canShare && shares.why && (
              <MessageBar intent="info" layout="multiline">
                <MessageBarBody>{shares.why}</MessageBarBody>
              </MessageBar>
            )}
            {(failed ?? now.problem) && (
              <MessageBar intent="error" layout="multiline">
                <MessageBarBody>{failed ?? now.problem?.sentence}</MessageBarBody>
                {!failed && (
                  <MessageBarActions>
                    <Button size="small" onClick={() => void now.read()}>
                      {words.tryAgain}
                    </Button>
                  </MessageBarActions>
                )}
              </MessageBar>
            )}
            {shares?.canShare && (
              <AddPerson
                busy={now.busy}
                onShare={async (person, role) => {
                  setFailed(undefined)
                  const problem = await now.share(person.id, role)
                  if (!problem) setSaid(words.sharing.shared(person.name, words.sharing.roles[role]))
                  onChanged()
                  return problem?.sentence
                }}
              />
            )}
            {shares ? (
              <People
                shares={shares}
                meId={me.id}
                busy={now.busy}
                onRole={(person, role) =>
                  void attempt(now.share(person.id, role), words.sharing.changed(person.name, words.sharing.roles[role]))
                }
                onRemove={(person) => void remove(person.id, person.name)}
              />
            ) : (
              !now.problem && slow && <Spinner label={words.loading} />
            )}
            <span className="visually-hidden" role="status">
              {said}
            </span>
          </DialogContent>
          <DialogActions fluid className={styles.actions}>
            <Button icon={<Link20Regular />} onClick={onCopyLink}>
              {words.actions.copyLink}
            </Button>
            <Button appearance={shares?.canShare ? 'secondary' : 'primary'} onClick={onClose}>
              {words.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
