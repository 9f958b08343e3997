import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { Add20Regular } from '@fluentui/react-icons'
import type { EditorEntry } from '@moorage/api'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { useSession } from '../../../api/session.tsx'
import { useAnswer } from '../../../api/use-answer.ts'
import { useTitle } from '../../../title.ts'
import { words as portal } from '../../../words.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { LoadingCards } from '../microsoft-365/LoadingCards.tsx'
import { EditorCard } from './EditorCard.tsx'
import { EditorForm } from './EditorForm.tsx'
import styles from './editors.module.css'
import { OrderSection } from './OrderSection.tsx'
import { RemoveEditor } from './RemoveEditor.tsx'

const words = wordsMicrosoft365.editors
type Doing = { what: 'add' } | { what: 'change' | 'remove'; editor: EditorEntry }

/** Everything that can open files, and the order in which an organization's people get it. */
export function EditorsPage() {
  useTitle(words.title)
  const { me } = useSession()
  const everything = me.administers === 'everything'
  return (
    <div className={styles.page}>
      {everything ? <Editors /> : <h1>{words.title}</h1>}
      <OrderSection />
    </div>
  )
}

/** Only a system administrator sees where the editors are and may change which there are. */
function Editors() {
  const [search, setSearch] = useSearchParams()
  const { value, problem, again } = useAnswer('editors', () => call('listAllEditors'))
  const [doing, setDoing] = useState<Doing | undefined>(search.has('add') ? { what: 'add' } : undefined)
  const close = () => {
    setDoing(undefined)
    if (search.has('add')) setSearch({}, { replace: true })
  }
  const changed = () => {
    close()
    again()
  }
  return (
    <>
      <div className={styles.head}>
        <h1>{words.title}</h1>
        <Button appearance="primary" icon={<Add20Regular />} onClick={() => setDoing({ what: 'add' })}>
          {words.add}
        </Button>
      </div>
      <p className={styles.quiet}>{words.lead}</p>
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            {words.failed}. {problem.sentence}
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={again}>{portal.tryAgain}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {!value && !problem && <LoadingCards />}
      {value && (
        <ul className={styles.cards}>
          {value.editors.map((editor) => (
            <EditorCard
              key={editor.id}
              editor={editor}
              onChange={() => setDoing({ what: 'change', editor })}
              onRemove={() => setDoing({ what: 'remove', editor })}
            />
          ))}
        </ul>
      )}
      {doing?.what === 'add' && <EditorForm onClose={close} onSaved={changed} />}
      {doing?.what === 'change' && <EditorForm editor={doing.editor} onClose={close} onSaved={changed} />}
      {doing?.what === 'remove' && <RemoveEditor editor={doing.editor} onClose={close} onRemoved={changed} />}
    </>
  )
}
