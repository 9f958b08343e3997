import { Checkbox, Field } from '@fluentui/react-components'
import { useState } from 'react'
import { address } from '../../../api/routes.ts'
import { download } from '../../../files/open-tab.ts'
import { wordsEditingSessions } from '../../../words-editing-sessions.ts'
import { Confirm } from '../parts/dialogs.tsx'

const words = wordsEditingSessions.one

/** Says what goes in; names only where somebody ticked them. */
export function DownloadForSupport({ number, onClose }: { number: string; onClose(): void }) {
  const [names, setNames] = useState(false)
  const save = async () => download(address('downloadEditingSession', { sessionId: number }, names ? { names } : {}))
  return (
    <Confirm title={words.downloadTitle} choices={[{ label: words.save, run: save }]} onClose={onClose}>
      <p>{words.downloadText}</p>
      <Field hint={words.namesHint}>
        <Checkbox label={words.names} checked={names} onChange={(_, { checked }) => setNames(checked === true)} />
      </Field>
    </Confirm>
  )
}
