import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import { words } from './words.ts'

/** Asked when the user closes while the last save has failed. */
export function ClosingDialog({ open, onStay, onClose }: { open: boolean; onStay(): void; onClose(): void }) {
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_, data) => (data.open ? undefined : onStay())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.closeTitle}</DialogTitle>
          <DialogContent>{words.closeText}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{words.closeAnyway}</Button>
            <Button appearance="primary" onClick={onStay}>
              {words.stay}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
