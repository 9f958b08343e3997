import { Badge, Button, MessageBar, MessageBarBody, Spinner } from '@fluentui/react-components'
import type { Item, Revision } from '@moorage/api'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import { useEvents } from '../api/events.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { address } from '../api/routes.ts'
import { download, openAddress, openTab } from '../files/open-tab.ts'
import { formatExactly, formatSize, formatSpan, nameOf } from '../format.ts'
import { useLater } from '../later.ts'
import { undoing, useNotify } from '../notify.tsx'
import { words } from '../words.ts'
import styles from './panel.module.css'

const SETTLE = 250

/** "Anna, 14:01–14:05": what the file was, newest first; view, restore with Undo, download. */
export function Revisions({ item }: { item: Item }) {
  const notify = useNotify()
  const slow = useLater(300)
  const [revisions, setRevisions] = useState<Revision[]>()
  const [more, setMore] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const [stale, setStale] = useState(0)

  const read = useCallback(
    async (before?: number) => {
      try {
        const page = await call('listRevisions', { params: { itemId: item.id }, query: { before } })
        setRevisions((known) => (before === undefined ? page.revisions : [...(known ?? []), ...page.revisions]))
        setMore(page.more)
        setProblem(undefined)
      } catch (error) {
        setProblem(asProblem(error))
      }
    },
    [item.id],
  )
  // `stale` asks for reading again
  useEffect(() => {
    const timer = setTimeout(() => void read(), stale === 0 ? 0 : SETTLE)
    return () => clearTimeout(timer)
  }, [read, stale])
  useEvents((event) => {
    if (event.type === 'again' || (event.type === 'item' && event.itemId === item.id)) setStale((count) => count + 1)
  })

  const restore = async (revisionId: string, done: string, undoable: boolean) => {
    try {
      const { previous } = await call('restoreRevision', { params: { itemId: item.id, revisionId } })
      notify.done(done, undoable ? undoing(() => void restore(previous, words.done.revisionUndone, false)) : undefined)
      setProblem(undefined)
      await read()
    } catch (error) {
      setProblem(asProblem(error))
    }
  }

  return (
    <>
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{problem.sentence}</MessageBarBody>
        </MessageBar>
      )}
      {!revisions && !problem && slow && <Spinner label={words.loading} />}
      {revisions && (
        <ul className={styles.list} aria-label={words.revisions.of(item.name)}>
          {revisions.map((revision) => (
            <OneRevision key={revision.id} item={item} revision={revision} onRestore={restore} />
          ))}
        </ul>
      )}
      {more && (
        <Button appearance="subtle" onClick={() => void read(revisions?.at(-1)?.from)}>
          {words.revisions.earlier}
        </Button>
      )}
    </>
  )
}

interface OneProps {
  item: Item
  revision: Revision
  onRestore(revisionId: string, done: string, undoable: boolean): Promise<void>
}

function OneRevision({ item, revision, onRestore }: OneProps) {
  const when = formatSpan(revision.from, revision.to)
  const authors = revision.authors.length > 0 ? revision.authors.map(nameOf) : [words.revisions.someone]
  const kind = words.revisions.kind[revision.kind]
  const about = [
    revision.editorName ? words.revisions.inEditor(kind, revision.editorName) : kind,
    formatSize(revision.size),
    revision.saves > 1 ? words.revisions.saves(revision.saves) : '',
  ]
  const view = () => openTab(openAddress(item.id, { revision: revision.id, action: 'view' }), `moorage-${revision.id}`)
  const params = { itemId: item.id, revisionId: revision.id }
  return (
    <li className={styles.revision}>
      <div className={styles.title} title={formatExactly(revision.to)}>
        {words.revisions.by(authors, when)}
        {revision.current && (
          <Badge appearance="tint" color="brand">
            {words.revisions.current}
          </Badge>
        )}
      </div>
      <div className={styles.about}>{about.filter(Boolean).join(' · ')}</div>
      <div className={styles.buttons}>
        <Button size="small" appearance="subtle" aria-label={words.revisions.label(words.revisions.view, when)} onClick={view}>
          {words.revisions.view}
        </Button>
        {!revision.current && item.can.write && (
          <Button
            size="small"
            appearance="subtle"
            aria-label={words.revisions.label(words.revisions.restore, when)}
            onClick={() => void onRestore(revision.id, words.done.revisionRestored(when), true)}
          >
            {words.revisions.restore}
          </Button>
        )}
        {item.can.download && (
          <Button
            size="small"
            appearance="subtle"
            aria-label={words.revisions.label(words.revisions.download, when)}
            onClick={() => download(address('downloadRevision', params))}
          >
            {words.revisions.download}
          </Button>
        )}
      </div>
    </li>
  )
}
