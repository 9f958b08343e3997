import type { EditorEntry } from '@moorage/api'
import { call } from '../../../api/call.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { Confirm } from '../parts/dialogs.tsx'

const words = wordsMicrosoft365.removeEditor

/** Says what becomes of open editing sessions before an editor goes. */
export function RemoveEditor({ editor, onClose, onRemoved }: { editor: EditorEntry; onClose(): void; onRemoved(): void }) {
  const notify = useNotify()
  const remove = async () => {
    await call('removeEditor', { params: { editorId: editor.id } })
    notify.done(words.removed(editor.name))
    onRemoved()
  }
  return (
    <Confirm title={words.title(editor.name)} onClose={onClose} choices={[{ label: words.remove, run: remove }]}>
      {editor.open > 0 && <p>{words.open(editor.open)}</p>}
      <p>{words.text}</p>
    </Confirm>
  )
}
