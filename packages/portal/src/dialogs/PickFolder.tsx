import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Tree } from '@fluentui/react-components'
import type { Item } from '@moorage/api'
import { useState } from 'react'
import { useSession } from '../api/session.tsx'
import { words } from '../words.ts'
import { FolderBranch } from './FolderBranch.tsx'
import { useFocusBack } from './focus-back.ts'

interface Props {
  what: 'move' | 'copy'
  items: Item[]
  onClose(): void
  onPick(folder: Item): void
}

/** Why the chosen folder can't be the target; undefined when it can. */
function objection(what: Props['what'], items: Item[], folder: Item | undefined): string | undefined {
  if (!folder) return words.pick.choose
  if (!folder.can.write) return words.pick.mayNotWrite
  if (what === 'move' && items.every((item) => item.parentId === folder.id)) return words.pick.alreadyHere
  return undefined
}

/** Where to: every place and the folders in it, as a tree. */
export function PickFolder({ what, items, onClose, onPick }: Props) {
  useFocusBack()
  const { me } = useSession()
  const [chosen, setChosen] = useState<Item>()
  const excluded = new Set(items.map((item) => item.id))
  const names = items.map((item) => item.name)
  const why = objection(what, items, chosen)
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface style={{ maxInlineSize: 520 }}>
        <DialogBody>
          <DialogTitle style={{ overflowWrap: 'anywhere' }}>
            {what === 'move' ? words.pick.moveTitle(names) : words.pick.copyTitle(names)}
          </DialogTitle>
          <DialogContent>
            <div style={{ blockSize: 'min(46vh, 380px)', overflow: 'auto', marginBlock: 4 }}>
              <Tree aria-label={words.pick.tree} size="medium">
                {[me.myFiles, ...me.teamShares].map((place, index) => (
                  <FolderBranch
                    key={place.id}
                    folder={place}
                    share={index > 0}
                    excluded={excluded}
                    chosenId={chosen?.id}
                    onChoose={setChosen}
                    startOpen={place.id === items[0]?.rootId}
                  />
                ))}
              </Tree>
            </div>
            <div role="status" style={{ minBlockSize: 20, color: 'var(--colorNeutralForeground2)' }}>
              {why ?? (chosen ? `→ ${chosen.name}` : '')}
            </div>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabledFocusable={why !== undefined} onClick={() => chosen && !why && onPick(chosen)}>
              {what === 'move' ? words.pick.moveHere : words.pick.copyHere}
            </Button>
            <Button onClick={onClose}>{words.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
