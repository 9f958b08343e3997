import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components'
import { words } from '../words.ts'
import { useFocusBack } from './focus-back.ts'

/** Where the browser keeps pages from the clipboard (plain http, or refused), the link to copy by hand. */
export function CopyLinkField({ link, onClose }: { link: string; onClose(): void }) {
  useFocusBack()
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface style={{ maxInlineSize: 520 }}>
        <DialogBody>
          <DialogTitle>{words.actions.copyLink}</DialogTitle>
          <DialogContent>
            <Field label={words.done.linkNotCopied}>
              <Input readOnly value={link} onFocus={(event) => event.target.select()} />
            </Field>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{words.close}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
