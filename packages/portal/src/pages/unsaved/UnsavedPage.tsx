import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
} from '@fluentui/react-components'
import type { UnsavedWork } from '@moorage/api'
import { useCallback, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../api/call.ts'
import { useEvents } from '../../api/events.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { address } from '../../api/routes.ts'
import { useSession } from '../../api/session.tsx'
import { download } from '../../files/open-tab.ts'
import { useNotify } from '../../notify.tsx'
import { Scene } from '../../shell/Scene.tsx'
import states from '../../shell/states.module.css'
import { useTitle } from '../../title.ts'
import { words } from '../../words.ts'
import { UnsavedCard } from './UnsavedCard.tsx'
import styles from './unsaved.module.css'

/** Saves that were refused and kept: take them over, or let them go. */
export function UnsavedPage() {
  useTitle(words.unsaved.title)
  const { set } = useSession()
  const notify = useNotify()
  const navigate = useNavigate()
  const [works, setWorks] = useState<UnsavedWork[]>()
  const [problem, setProblem] = useState<ApiProblem>()
  const [discarding, setDiscarding] = useState<UnsavedWork>()

  const read = useCallback(async () => {
    try {
      const { unsaved } = await call('listUnsaved')
      setWorks(unsaved)
      set({ unsavedCount: unsaved.length })
    } catch (error) {
      setProblem(asProblem(error))
    }
  }, [set])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; events say when to read again
  useEffect(() => void read(), [])
  useEvents((event) => {
    if (event.type === 'again' || event.type === 'unsaved') void read()
  })

  const attempt = async (work: () => Promise<void>) => {
    setProblem(undefined)
    try {
      await work()
    } catch (error) {
      setProblem(asProblem(error))
    }
    await read()
  }
  const take = (route: 'saveUnsavedAsCopy' | 'saveUnsavedAsRevision', { id }: UnsavedWork) =>
    attempt(async () => {
      const item = await call(route, { params: { unsavedId: id } })
      const text = route === 'saveUnsavedAsCopy' ? words.unsaved.copied(item.name) : words.unsaved.madeRevision(item.name)
      notify.done(text, item.parentId ? { label: words.open, run: () => navigate(`/files/${item.parentId}?select=${item.id}`) } : undefined)
    })
  const discard = ({ id }: UnsavedWork) =>
    attempt(async () => {
      await call('discardUnsaved', { params: { unsavedId: id } })
      notify.done(words.unsaved.discarded)
    })

  return (
    <div className={styles.page}>
      <h1>{words.unsaved.title}</h1>
      <p className={styles.lead}>{words.unsaved.lead}</p>
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{problem.sentence}</MessageBarBody>
        </MessageBar>
      )}
      {works && works.length > 0 && (
        <ul className={styles.list}>
          {works.map((work) => (
            <UnsavedCard
              key={work.id}
              work={work}
              onCopy={() => void take('saveUnsavedAsCopy', work)}
              onRevision={() => void take('saveUnsavedAsRevision', work)}
              onDownload={() => download(address('downloadUnsaved', { unsavedId: work.id }))}
              onDiscard={() => setDiscarding(work)}
            />
          ))}
        </ul>
      )}
      {works?.length === 0 && (
        <div className={states.state}>
          <Scene of="done" />
          <h2>{words.unsaved.empty}</h2>
          <p>{words.unsaved.emptyText}</p>
        </div>
      )}
      {discarding && (
        <Dialog open onOpenChange={() => setDiscarding(undefined)} modalType="alert">
          <DialogSurface>
            <DialogBody>
              <DialogTitle style={{ overflowWrap: 'anywhere' }}>{words.unsaved.discardTitle(discarding.itemName)}</DialogTitle>
              <DialogContent>{words.unsaved.discardText}</DialogContent>
              <DialogActions>
                <Button
                  appearance="primary"
                  onClick={() => {
                    setDiscarding(undefined)
                    void discard(discarding)
                  }}
                >
                  {words.unsaved.discard}
                </Button>
                <Button onClick={() => setDiscarding(undefined)}>{words.cancel}</Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Dialog>
      )}
    </div>
  )
}
