import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import type { EditorEntry } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useNotify } from '../../../notify.tsx'
import { words as portal } from '../../../words.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import styles from './editors.module.css'

const words = wordsMicrosoft365.removeEditor

/** Says what becomes of open editing sessions before an editor goes. */
export function RemoveEditor({ editor, onClose, onRemoved }: { editor: EditorEntry; onClose(): void; onRemoved(): void }) {
  const notify = useNotify()
  const [busy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    try {
      await call('removeEditor', { params: { editorId: editor.id } })
      notify.done(words.removed(editor.name))
      onRemoved()
    } catch (error) {
      notify.failed(error)
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={onClose} modalType="alert">
      <DialogSurface className={styles.dialog}>
        <DialogBody>
          <DialogTitle className={styles.long}>{words.title(editor.name)}</DialogTitle>
          <DialogContent>
            {editor.open > 0 && <p>{words.open(editor.open)}</p>}
            <p>{words.text}</p>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => void remove()}>
              {words.remove}
            </Button>
            <Button onClick={onClose}>{portal.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
