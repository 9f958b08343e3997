import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import { words as portal } from '../../../words.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import styles from './microsoft-365.module.css'

const words = wordsMicrosoft365.notPublic

interface Props {
  why: string
  onClose(): void
  /** absent where the rehearsal is what is being left */
  onRehearse?(): void
  onAnyway(): void
}

/** Said before somebody chooses Microsoft's own addresses on a host that Microsoft cannot call. */
export function NotPublic({ why, onClose, onRehearse, onAnyway }: Props) {
  return (
    <Dialog open onOpenChange={onClose} modalType="alert">
      <DialogSurface className={styles.dialog}>
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent>
            <p>{words.text(why)}</p>
            {onRehearse && <p>{words.instead}</p>}
          </DialogContent>
          <DialogActions fluid>
            {onRehearse && (
              <Button
                appearance="primary"
                onClick={() => {
                  onClose()
                  onRehearse()
                }}
              >
                {words.rehearse}
              </Button>
            )}
            <Button onClick={onAnyway}>{words.anyway}</Button>
            <Button onClick={onClose}>{portal.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
