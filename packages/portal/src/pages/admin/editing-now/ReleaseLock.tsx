import type { LiveEditing } from '@moorage/api'
import { call } from '../../../api/call.ts'
import { sayWhen } from '../../../format.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsEditingSessions } from '../../../words-editing-sessions.ts'
import { Confirm } from '../parts/dialogs.tsx'

const words = wordsEditingSessions.now

interface Props {
  live: LiveEditing
  onClose(): void
  onDone(): void
}

/** Says who would lose what; where the editor lives, the server refuses and says so here. */
export function ReleaseLock({ live, onClose, onDone }: Props) {
  const notify = useNotify()
  const { item, since, people, editorName, lastSaveAt } = live
  const file = item.name ?? wordsEditingSessions.privateFile
  const release = async () => {
    try {
      await call('releaseLock', { params: { itemId: item.id }, body: { since } })
      notify.done(words.released(file))
    } finally {
      onDone()
    }
  }
  return (
    <Confirm title={words.releaseTitle(file)} choices={[{ label: words.release, run: release }]} onClose={onClose}>
      <p>
        {words.loses(people.map(({ name }) => name).join(', '), editorName)}{' '}
        {lastSaveAt === undefined ? words.neverSaved : words.lastSaved(sayWhen(lastSaveAt))}
      </p>
      <p>{words.losesText}</p>
      <p>{words.whenText}</p>
    </Confirm>
  )
}
