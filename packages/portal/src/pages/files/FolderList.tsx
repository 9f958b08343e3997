import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { Dismiss16Regular } from '@fluentui/react-icons'
import type { Item, Sort } from '@moorage/api'
import { useCallback, useMemo, useState } from 'react'
import type { ApiProblem } from '../../api/problem.ts'
import { NewItem, type NewKind } from '../../dialogs/NewItem.tsx'
import { CommandBar } from '../../files/CommandBar.tsx'
import { Crumbs } from '../../files/Crumbs.tsx'
import { useDesk } from '../../files/desk.tsx'
import { startDrag } from '../../files/drag.tsx'
import { FileGrid, type Point } from '../../files/FileGrid.tsx'
import { FolderTools } from '../../files/FolderTools.tsx'
import type { FolderView } from '../../files/folder-store.ts'
import { ItemMenu } from '../../files/ItemMenu.tsx'
import { useSelection } from '../../files/selection.ts'
import { Panel } from '../../panels/Panel.tsx'
import { words } from '../../words.ts'
import { useArrival, usePanelFollows } from './arrival.ts'
import { DropZone } from './DropZone.tsx'
import { EmptyFolder } from './EmptyFolder.tsx'
import styles from './folder.module.css'
import { LoadingFolder } from './LoadingFolder.tsx'
import { nextOrder } from './order.ts'

interface Props {
  view: FolderView
  busy: boolean
  deleted: boolean
  onDeleted(show: boolean): void
  onSort(by: Sort, order: 'asc' | 'desc'): void
  problem: ApiProblem | undefined
  onProblem(error: unknown): void
  onProblemRead(): void
  refresh(): Promise<void>
}

export function FolderList({ view, busy, deleted, onDeleted, onSort, problem, onProblem, onProblemRead, refresh }: Props) {
  const desk = useDesk()
  const selection = useSelection(view, onProblem)
  const [menu, setMenu] = useState<Point>()
  const [making, setMaking] = useState<NewKind>()
  const { folder, breadcrumb } = view
  const { sort, order } = view.question
  useArrival(view.status === 'ready', view, selection, desk)
  usePanelFollows(selection, desk)

  const run = (action: 'rename' | 'delete', items: Item[]) => {
    const can = action === 'rename' ? items[0]?.can.rename : items.every((item) => item.can.delete && !item.deletedAt)
    if (items.length > 0 && can) desk.run(action, items)
  }
  const sorting = useMemo(
    () => ({ by: sort, order, sort: (by: Sort) => onSort(by, nextOrder(by, { by: sort, order })) }),
    [sort, order, onSort],
  )
  const selected = useCallback((item: Item) => (selection.ids.has(item.id) ? selection.items : [item]), [selection.ids, selection.items])
  const renamed = view.indexOf(desk.renaming ?? '')
  const renaming = useMemo(() => {
    const item = renamed === undefined ? undefined : view.row(renamed)?.item
    return item && { id: item.id, submit: (name: string) => desk.operations.rename(item, name), end: () => desk.rename(undefined) }
  }, [renamed, view, desk])

  if (!folder) return <LoadingFolder />
  return (
    <DropZone folder={folder}>
      <CommandBar items={selection.items} onClear={selection.clear} onMore={setMenu}>
        <FolderTools folder={folder} deleted={deleted} onDeleted={onDeleted} sort={sort} order={order} onSort={onSort} onNew={setMaking} />
      </CommandBar>
      <Crumbs crumbs={breadcrumb} folder={folder} />
      {problem && (
        <MessageBar intent="error" className={styles.problem}>
          <MessageBarBody>{problem.sentence}</MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button appearance="transparent" icon={<Dismiss16Regular />} aria-label={words.close} onClick={onProblemRead} />
            }
          >
            <Button
              size="small"
              onClick={() => {
                onProblemRead()
                void refresh()
              }}
            >
              {words.tryAgain}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <div className={styles.beside}>
        {view.total === 0 ? (
          <EmptyFolder folder={folder} onNew={setMaking} />
        ) : (
          <FileGrid
            label={words.list.grid(folder.name)}
            source={view}
            selection={selection}
            columns="files"
            sorting={sorting}
            busy={busy}
            menuOpen={menu !== undefined}
            renaming={renaming}
            onOpen={desk.open}
            onRename={(item) => run('rename', [item])}
            onRemove={() => run('delete', selection.items)}
            onMenu={setMenu}
            onDrag={(event, item) => {
              const items = selected(item)
              startDrag(
                event,
                items,
                words.list.dragging(items.map((one) => one.name)),
                (dragged, to) => void desk.operations.move(dragged, to),
              )
            }}
          />
        )}
        <Panel />
      </div>
      <ItemMenu items={selection.items} at={menu} onClose={() => setMenu(undefined)} />
      {making && (
        <NewItem
          kind={making}
          folderId={folder.id}
          onClose={() => setMaking(undefined)}
          onCreated={(item) => {
            setMaking(undefined)
            if (item.kind === 'file') desk.open(item)
            void refresh()
          }}
        />
      )}
    </DropZone>
  )
}
