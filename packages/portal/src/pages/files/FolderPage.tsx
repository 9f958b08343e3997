import type { Sort } from '@moorage/api'
import { useCallback, useState } from 'react'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { DeskProvider } from '../../files/desk.tsx'
import { useFolder } from '../../files/use-folder.ts'
import { Failure } from '../../shell/Failure.tsx'
import { useStored } from '../../stored.ts'
import { useTitle } from '../../title.ts'
import { words } from '../../words.ts'
import { FolderList } from './FolderList.tsx'
import { useTellRoot } from './root.ts'

const SORTS: readonly [Sort, ...Sort[]] = ['name', 'modified', 'modifiedBy', 'size']
const ORDERS: readonly ['asc', 'desc'] = ['asc', 'desc']
const YES: readonly ['no', 'yes'] = ['no', 'yes']

/** One folder, whatever state it is in. */
export function FolderPage({ folderId }: { folderId: string }) {
  const [sort, setSort] = useStored<Sort>('moorage.sort', SORTS)
  const [order, setOrder] = useStored<'asc' | 'desc'>('moorage.order', ORDERS)
  const [deleted, setDeleted] = useStored<'no' | 'yes'>('moorage.deleted', YES)
  const { view, busy, refresh } = useFolder({ folderId, sort, order, deleted: deleted === 'yes' })
  const [problem, setProblem] = useState<ApiProblem>()
  const onProblem = useCallback((error: unknown) => setProblem(asProblem(error)), [])
  const title = view.breadcrumb.at(-1)?.name ?? (view.status === 'failed' ? words.problems.notFoundTitle : undefined)
  useTitle(title)
  useTellRoot(view.folder?.rootId)

  if (view.status === 'failed') {
    const gone = view.problem?.status === 404 || view.problem?.status === 403 || view.problem?.status === 400
    return gone ? (
      <Failure title={words.problems.notFoundTitle} text={words.problems.notFoundText} home />
    ) : (
      <Failure title={words.problems.folderFailed} text={view.problem?.sentence ?? ''} again={() => void refresh()} />
    )
  }
  return (
    <DeskProvider refresh={refresh} onProblem={onProblem}>
      <FolderList
        view={view}
        busy={busy}
        deleted={deleted === 'yes'}
        onDeleted={(show) => setDeleted(show ? 'yes' : 'no')}
        onSort={(by: Sort, next: 'asc' | 'desc') => {
          setSort(by)
          setOrder(next)
        }}
        problem={problem ?? view.problem}
        onProblem={onProblem}
        onProblemRead={() => setProblem(undefined)}
        refresh={refresh}
      />
    </DeskProvider>
  )
}
