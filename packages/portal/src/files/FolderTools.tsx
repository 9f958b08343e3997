import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Toolbar,
  ToolbarButton,
  ToolbarToggleButton,
} from '@fluentui/react-components'
import {
  Add20Filled,
  ArrowSort20Regular,
  ArrowUpload20Regular,
  DocumentAdd20Regular,
  Eye20Regular,
  FolderAdd20Regular,
  FolderArrowUp20Regular,
} from '@fluentui/react-icons'
import { type Item, NEW_FILES, type NewFileType, type Sort } from '@moorage/api'
import { useRef } from 'react'
import { useSession } from '../api/session.tsx'
import type { NewKind } from '../dialogs/NewItem.tsx'
import { usePhone } from '../media.ts'
import { useUploads } from '../uploads/context.tsx'
import { pickedFromInput } from '../uploads/picked.ts'
import { words } from '../words.ts'
import styles from './command-bar.module.css'
import { TypeIcon } from './TypeIcon.tsx'

interface Props {
  folder: Item
  deleted: boolean
  onDeleted(show: boolean): void
  sort: Sort
  order: 'asc' | 'desc'
  onSort(sort: Sort, order: 'asc' | 'desc'): void
  onNew(kind: NewKind): void
}

const SORTS: [Sort, string][] = [
  ['name', words.list.name],
  ['modified', words.list.modified],
  ['modifiedBy', words.list.modifiedBy],
  ['size', words.list.size],
]
const NEW: Record<NewFileType, string> = {
  document: words.actions.newDocument,
  workbook: words.actions.newWorkbook,
  presentation: words.actions.newPresentation,
  text: words.actions.newText,
}

/** The toolbar of a folder: New, Upload, Show Deleted, Sort. */
export function FolderTools({ folder, deleted, onDeleted, sort, order, onSort, onNew }: Props) {
  const { creates } = useSession().me
  const uploads = useUploads()
  const phone = usePhone()
  const files = useRef<HTMLInputElement>(null)
  const folders = useRef<HTMLInputElement>(null)
  const writable = folder.can.write && !folder.deletedAt

  const chosen = (input: HTMLInputElement) => {
    uploads.add(pickedFromInput(input.files), folder)
    input.value = ''
  }
  return (
    <>
      <Toolbar
        aria-label={words.actions.toolbar}
        className={styles.tools}
        checkedValues={{ deleted: deleted ? ['yes'] : [] }}
        onCheckedValueChange={(_, { checkedItems }) => onDeleted(checkedItems.includes('yes'))}
      >
        {writable && (
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <ToolbarButton appearance="primary" icon={<Add20Filled />}>
                {words.actions.new}
              </ToolbarButton>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                <MenuItem icon={<FolderAdd20Regular />} onClick={() => onNew('folder')}>
                  {words.actions.newFolder}
                </MenuItem>
                <MenuDivider />
                {creates.map((type) => (
                  <MenuItem
                    key={type}
                    icon={<TypeIcon item={{ kind: 'file', extension: NEW_FILES[type] }} size={20} />}
                    onClick={() => onNew(type)}
                  >
                    {NEW[type]}
                  </MenuItem>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        )}
        {writable && (
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <ToolbarButton icon={<ArrowUpload20Regular />}>{words.actions.upload}</ToolbarButton>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                <MenuItem icon={<DocumentAdd20Regular />} onClick={() => files.current?.click()}>
                  {words.actions.uploadFiles}
                </MenuItem>
                {!phone && (
                  <MenuItem icon={<FolderArrowUp20Regular />} onClick={() => folders.current?.click()}>
                    {words.actions.uploadFolder}
                  </MenuItem>
                )}
              </MenuList>
            </MenuPopover>
          </Menu>
        )}
        {!phone && (
          <ToolbarToggleButton appearance="subtle" name="deleted" value="yes" icon={<Eye20Regular />}>
            {words.actions.showDeleted}
          </ToolbarToggleButton>
        )}
      </Toolbar>
      <Toolbar aria-label={words.actions.sort}>
        <Menu
          checkedValues={{ sort: [sort], order: [order], deleted: deleted ? ['yes'] : [] }}
          onCheckedValueChange={(_, { name, checkedItems: [value] }) => {
            if (name === 'deleted') onDeleted(value === 'yes')
            else if (name === 'sort') onSort(value as Sort, order)
            else onSort(sort, value === 'desc' ? 'desc' : 'asc')
          }}
        >
          <MenuTrigger disableButtonEnhancement>
            {phone ? (
              <ToolbarButton icon={<ArrowSort20Regular />} aria-label={words.actions.sort} />
            ) : (
              <ToolbarButton icon={<ArrowSort20Regular />}>{words.actions.sort}</ToolbarButton>
            )}
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {SORTS.map(([value, label]) => (
                <MenuItemRadio key={value} name="sort" value={value}>
                  {label}
                </MenuItemRadio>
              ))}
              <MenuDivider />
              <MenuItemRadio name="order" value="asc">
                {words.actions.ascending}
              </MenuItemRadio>
              <MenuItemRadio name="order" value="desc">
                {words.actions.descending}
              </MenuItemRadio>
              {phone && <MenuDivider />}
              {phone && (
                <MenuItemCheckbox name="deleted" value="yes">
                  {words.actions.showDeleted}
                </MenuItemCheckbox>
              )}
            </MenuList>
          </MenuPopover>
        </Menu>
      </Toolbar>
      <input ref={files} type="file" multiple hidden data-upload="files" onChange={(event) => chosen(event.target)} />
      <input
        ref={(element) => {
          folders.current = element
          element?.setAttribute('webkitdirectory', '')
        }}
        type="file"
        hidden
        data-upload="folder"
        onChange={(event) => chosen(event.target)}
      />
    </>
  )
}
