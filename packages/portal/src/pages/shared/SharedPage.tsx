import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { SharedFile } from '@moorage/api'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { call } from '../../api/call.ts'
import { useEvents } from '../../api/events.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { useSession } from '../../api/session.tsx'
import { CommandBar } from '../../files/CommandBar.tsx'
import crumbs from '../../files/crumbs.module.css'
import { DeskProvider, useDesk } from '../../files/desk.tsx'
import { FileGrid, type Point } from '../../files/FileGrid.tsx'
import { ItemMenu } from '../../files/ItemMenu.tsx'
import { useSelection } from '../../files/selection.ts'
import { sourceOf } from '../../files/source.ts'
import { Panel } from '../../panels/Panel.tsx'
import { Failure } from '../../shell/Failure.tsx'
import { Scene } from '../../shell/Scene.tsx'
import states from '../../shell/states.module.css'
import { useTitle } from '../../title.ts'
import { words } from '../../words.ts'
import { useArrival, usePanelFollows } from '../files/arrival.ts'
import folder from '../files/folder.module.css'
import { LoadingFolder } from '../files/LoadingFolder.tsx'
import styles from './shared.module.css'

/** One reading for a burst of events, in milliseconds. */
const SETTLE = 250

/** Single files that colleagues shared with this person, newest first. */
export function SharedPage() {
  useTitle(words.sharedWithMe.title)
  const { set } = useSession()
  const [files, setFiles] = useState<SharedFile[]>()
  const [problem, setProblem] = useState<ApiProblem>()
  const onProblem = useCallback((error: unknown) => setProblem(asProblem(error)), [])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const refresh = useCallback(async () => {
    try {
      const { items } = await call('listSharedWithMe')
      setFiles(items)
      set({ sharedWithMe: items.length })
      setProblem(undefined)
    } catch (error) {
      onProblem(error)
    }
  }, [set, onProblem])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; events say when to read again
  useEffect(() => {
    void refresh()
    return () => clearTimeout(timer.current)
  }, [])
  useEvents((event) => {
    const shown = event.type === 'item' && files?.some(({ item }) => item.id === event.itemId)
    if (event.type !== 'again' && event.type !== 'shared' && !shown) return
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void refresh(), SETTLE)
  })

  if (!files && problem) return <Failure title={words.sharedWithMe.failed} text={problem.sentence} again={() => void refresh()} />
  if (!files) return <LoadingFolder />
  return (
    <DeskProvider refresh={refresh} onProblem={onProblem}>
      <SharedList files={files} problem={problem} onProblem={onProblem} />
    </DeskProvider>
  )
}

interface ListProps {
  files: SharedFile[]
  problem: ApiProblem | undefined
  onProblem(error: unknown): void
}

function SharedList({ files, problem, onProblem }: ListProps) {
  const desk = useDesk()
  const source = useMemo(() => sourceOf(files.map(({ item, by, at }) => ({ item, shared: { by, at } }))), [files])
  const selection = useSelection(source, onProblem)
  const [menu, setMenu] = useState<Point>()
  useArrival(true, source, selection, desk)
  usePanelFollows(selection, desk)
  const renamed = files.find(({ item }) => item.id === desk.renaming)?.item

  return (
    <div className={folder.zone}>
      <CommandBar items={selection.items} onClear={selection.clear} onMore={setMenu}>
        <span className={styles.lead}>{words.sharedWithMe.lead}</span>
      </CommandBar>
      <div className={crumbs.crumbs}>
        <h1>{words.sharedWithMe.title}</h1>
      </div>
      {problem && (
        <MessageBar intent="error" layout="multiline" className={folder.problem}>
          <MessageBarBody>{problem.sentence}</MessageBarBody>
        </MessageBar>
      )}
      <div className={folder.beside}>
        {files.length === 0 ? (
          <div className={states.state}>
            <Scene of="empty" />
            <h2>{words.sharedWithMe.emptyTitle}</h2>
            <p>{words.sharedWithMe.emptyText}</p>
          </div>
        ) : (
          <FileGrid
            label={words.sharedWithMe.title}
            source={source}
            selection={selection}
            columns="shared"
            menuOpen={menu !== undefined}
            renaming={
              renamed && { id: renamed.id, submit: (name) => desk.operations.rename(renamed, name), end: () => desk.rename(undefined) }
            }
            onOpen={desk.open}
            onRename={(item) => item.can.rename && desk.rename(item)}
            onRemove={() => {
              const { items } = selection
              if (items.length > 0 && items.every((item) => item.can.delete)) desk.run('delete', items)
            }}
            onMenu={setMenu}
          />
        )}
        <Panel />
      </div>
      <ItemMenu items={selection.items} at={menu} onClose={() => setMenu(undefined)} />
    </div>
  )
}
