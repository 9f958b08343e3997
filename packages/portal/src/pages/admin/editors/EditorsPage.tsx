import { Button } from '@fluentui/react-components'
import { Add20Regular } from '@fluentui/react-icons'
import type { EditorEntry } from '@moorage/api'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { useSession } from '../../../api/session.tsx'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { useAnswer } from '../parts/answer.ts'
import { Page } from '../parts/Page.tsx'
import { Shown } from '../parts/Shown.tsx'
import { EditorCard } from './EditorCard.tsx'
import { EditorForm } from './EditorForm.tsx'
import styles from './editors.module.css'
import { OrderSection } from './OrderSection.tsx'
import { RemoveEditor } from './RemoveEditor.tsx'

const words = wordsMicrosoft365.editors
type Doing = { what: 'add' } | { what: 'change' | 'remove'; editor: EditorEntry }
const ADDING = 'add'

/** Everything that can open files, and the order in which an organization's people get it. */
export function EditorsPage() {
  const { me } = useSession()
  // where the editors are, and which there are, is for system administrators only
  return me.administers === 'everything' ? (
    <AllEditors />
  ) : (
    <Page title={words.title}>
      <OrderSection />
    </Page>
  )
}

function AllEditors() {
  const [search, setSearch] = useSearchParams()
  const answer = useAnswer({ key: 'editors', read: (signal) => call('listAllEditors', { signal }) })
  const [doing, setDoing] = useState<Doing | undefined>(search.has(ADDING) ? { what: 'add' } : undefined)
  const close = () => {
    setDoing(undefined)
    if (search.has(ADDING)) setSearch({}, { replace: true })
  }
  const changed = () => {
    close()
    void answer.again()
  }
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <Button appearance="primary" icon={<Add20Regular />} onClick={() => setDoing({ what: 'add' })}>
          {words.add}
        </Button>
      }
    >
      <div className={styles.all}>
        <Shown answer={answer}>
          {({ editors }) => (
            <ul className={styles.cards}>
              {editors.map((editor) => (
                <EditorCard
                  key={editor.id}
                  editor={editor}
                  onChange={() => setDoing({ what: 'change', editor })}
                  onRemove={() => setDoing({ what: 'remove', editor })}
                />
              ))}
            </ul>
          )}
        </Shown>
        {/* an editor that came or went changes what there is to order */}
        <OrderSection key={answer.data?.editors.map(({ id, name }) => `${id} ${name}`).join()} />
      </div>
      {doing?.what === 'add' && <EditorForm onClose={close} onSaved={changed} />}
      {doing?.what === 'change' && <EditorForm editor={doing.editor} onClose={close} onSaved={changed} />}
      {doing?.what === 'remove' && <RemoveEditor editor={doing.editor} onClose={close} onRemoved={changed} />}
    </Page>
  )
}
