import { Button, Spinner, Tree, TreeItem, TreeItemLayout } from '@fluentui/react-components'
import { Folder20Filled, PeopleTeam20Regular } from '@fluentui/react-icons'
import type { Item } from '@moorage/api'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { PAGE } from '../files/folder-store.ts'
import { words } from '../words.ts'

interface Props {
  folder: Item
  share?: boolean
  /** folders that are being moved: never a target, nor what is in them */
  excluded: ReadonlySet<string>
  chosenId: string | undefined
  onChoose(folder: Item): void
  startOpen?: boolean
}

/** A folder of the tree; reads the folders in it when it is opened. */
export function FolderBranch({ folder, share, excluded, chosenId, onChoose, startOpen }: Props) {
  const [open, setOpen] = useState(startOpen ?? false)
  const [children, setChildren] = useState<Item[]>()
  const [more, setMore] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()

  const read = useCallback(
    async (offset: number) => {
      try {
        const page = await call('listFolder', {
          params: { folderId: folder.id },
          query: { sort: 'name', order: 'asc', offset, limit: PAGE },
        })
        // folders come first: a file among the answer means that there are no further ones
        const folders = page.items.filter((item) => item.kind === 'folder')
        setChildren((before) => [...(offset === 0 ? [] : (before ?? [])), ...folders])
        setMore(folders.length === page.items.length && offset + page.items.length < page.total)
        setProblem(undefined)
      } catch (error) {
        setProblem(asProblem(error))
      }
    },
    [folder.id],
  )
  useEffect(() => {
    if (open && !children && !problem) void read(0)
  }, [open, children, problem, read])

  const shown = children?.filter((child) => !excluded.has(child.id))
  const chosen = folder.id === chosenId
  return (
    <TreeItem
      itemType="branch"
      value={folder.id}
      open={open}
      aria-selected={chosen}
      onOpenChange={(event, data) => {
        setOpen(data.open)
        if (event.type === 'click' || data.type === 'Enter') onChoose(folder)
      }}
      onFocus={(event) => event.target === event.currentTarget && onChoose(folder)}
    >
      <TreeItemLayout
        iconBefore={share ? <PeopleTeam20Regular /> : <Folder20Filled color="#e2a63a" />}
        style={chosen ? { background: 'var(--colorBrandBackground2)', fontWeight: 600 } : undefined}
        title={folder.name}
      >
        {folder.name}
      </TreeItemLayout>
      {open && (
        <Tree>
          {shown?.map((child) => (
            <FolderBranch key={child.id} folder={child} excluded={excluded} chosenId={chosenId} onChoose={onChoose} />
          ))}
          {shown?.length === 0 && <Remark>{words.pick.noFolders}</Remark>}
          {!children && !problem && <Remark>{<Spinner size="extra-tiny" label={words.loading} />}</Remark>}
          {problem && <Remark>{problem.sentence}</Remark>}
          {more && (
            <TreeItem itemType="leaf" value={`${folder.id}-more`}>
              <TreeItemLayout>
                <Button size="small" onClick={() => void read(children?.length ?? 0)}>
                  {words.pick.loadMore}
                </Button>
              </TreeItemLayout>
            </TreeItem>
          )}
        </Tree>
      )}
    </TreeItem>
  )
}

function Remark({ children }: { children: React.ReactNode }) {
  return (
    <TreeItem itemType="leaf">
      <TreeItemLayout style={{ color: 'var(--colorNeutralForeground3)', fontStyle: 'italic' }}>{children}</TreeItemLayout>
    </TreeItem>
  )
}
