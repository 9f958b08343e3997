import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import type { Item } from '@moorage/api'
import { words } from '../words.ts'
import { useFocusBack } from './focus-back.ts'

/** A file that no editor opens: why, and the download. */
export function CannotOpen({ item, onClose, onDownload }: { item: Item; onClose(): void; onDownload(): void }) {
  useFocusBack()
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface style={{ maxInlineSize: 460 }}>
        <DialogBody>
          <DialogTitle style={{ overflowWrap: 'anywhere' }}>{words.cannotOpen.title(item.name)}</DialogTitle>
          <DialogContent>{item.open?.why ?? words.cannotOpen.text}</DialogContent>
          <DialogActions>
            {item.can.download && (
              <Button
                appearance="primary"
                onClick={() => {
                  onDownload()
                  onClose()
                }}
              >
                {words.cannotOpen.download}
              </Button>
            )}
            <Button onClick={onClose}>{words.close}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
