import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Crumb } from '@moorage/api'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { call } from '../../api/call.ts'
import { useEvents } from '../../api/events.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { CommandBar } from '../../files/CommandBar.tsx'
import { DeskProvider, useDesk } from '../../files/desk.tsx'
import { FileGrid, type Point } from '../../files/FileGrid.tsx'
import { PAGE } from '../../files/folder-store.ts'
import { ItemMenu } from '../../files/ItemMenu.tsx'
import { useSelection } from '../../files/selection.ts'
import { type Row, sourceOf } from '../../files/source.ts'
import { Panel } from '../../panels/Panel.tsx'
import { Scene } from '../../shell/Scene.tsx'
import states from '../../shell/states.module.css'
import { useTitle } from '../../title.ts'
import { words } from '../../words.ts'
import folder from '../files/folder.module.css'
import styles from './search.module.css'

interface Found {
  q: string
  rows: Row[]
  more: boolean
}

/** Where it is, without the item itself. */
const withPlace = ({ item, breadcrumb }: Row & { breadcrumb: Crumb[] }): Row => ({
  item,
  breadcrumb: breadcrumb.filter((crumb) => crumb.id !== item.id),
})

export function SearchPage() {
  const [params] = useSearchParams()
  const q = params.get('q')?.trim() ?? ''
  const [found, setFound] = useState<Found>()
  const [problem, setProblem] = useState<ApiProblem>()
  const [stale, setStale] = useState(0)
  const onProblem = useCallback((error: unknown) => setProblem(asProblem(error)), [])
  useTitle(q ? words.search.heading(q) : words.search.title)

  const read = useCallback(
    async (signal?: AbortSignal) => {
      if (!q) return
      try {
        const { results, more } = await call('search', { query: { q, limit: PAGE }, signal })
        setFound({ q, rows: results.map(withPlace), more })
        setProblem(undefined)
      } catch (error) {
        if (!signal?.aborted) onProblem(error)
      }
    },
    [q, onProblem],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stale` asks for reading again
  useEffect(() => {
    const abort = new AbortController()
    void read(abort.signal)
    return () => abort.abort()
  }, [read, stale])
  useEvents((event) => {
    const shown = found?.rows.some((row) => event.type === 'item' && row.item.id === event.itemId)
    if (event.type === 'again' || shown) setStale((count) => count + 1)
  })
  const refresh = useCallback(() => read(), [read])

  return (
    <DeskProvider refresh={refresh} onProblem={onProblem}>
      <Results q={q} found={found} problem={problem} onProblem={onProblem} />
    </DeskProvider>
  )
}

interface ResultsProps {
  q: string
  found: Found | undefined
  problem: ApiProblem | undefined
  onProblem(error: unknown): void
}

function Results({ q, found, problem, onProblem }: ResultsProps) {
  const desk = useDesk()
  const source = useMemo(() => sourceOf(found?.rows ?? []), [found])
  const selection = useSelection(source, onProblem)
  const [menu, setMenu] = useState<Point>()
  const renamed = found?.rows.find((row) => row.item.id === desk.renaming)?.item

  if (!q) {
    return (
      <div className={states.state}>
        <Scene of="search" />
        <h1>{words.search.start}</h1>
        <p>{words.search.noneText}</p>
      </div>
    )
  }
  return (
    <div className={folder.zone}>
      <CommandBar items={selection.items} onClear={selection.clear} onMore={setMenu}>
        <span className={styles.heading} aria-hidden="true" title={q}>
          {words.search.heading(q)}
        </span>
      </CommandBar>
      <h1 className="visually-hidden">{words.search.heading(q)}</h1>
      {problem && (
        <MessageBar intent="error" layout="multiline" className={folder.problem}>
          <MessageBarBody>{problem.sentence}</MessageBarBody>
        </MessageBar>
      )}
      <div className={folder.beside}>
        {found && found.rows.length === 0 && found.q === q ? (
          <div className={states.state} role="status">
            <Scene of="search" />
            <h2>{words.search.none(q)}</h2>
            <p>{words.search.noneText}</p>
          </div>
        ) : (
          <FileGrid
            label={words.search.heading(q)}
            source={source}
            selection={selection}
            columns="found"
            busy={found !== undefined && found.q !== q}
            menuOpen={menu !== undefined}
            renaming={
              renamed && {
                id: renamed.id,
                submit: (name) => desk.operations.rename(renamed, name),
                end: () => desk.rename(undefined),
              }
            }
            onOpen={desk.open}
            onRename={(item) => item.can.rename && desk.rename(item)}
            onRemove={() =>
              selection.items.length > 0 && selection.items.every((item) => item.can.delete) && desk.run('delete', selection.items)
            }
            onMenu={setMenu}
          />
        )}
        <Panel />
      </div>
      {found?.more && <p className={styles.more}>{words.search.more(found.rows.length)}</p>}
      <ItemMenu items={selection.items} at={menu} onClose={() => setMenu(undefined)} />
    </div>
  )
}
