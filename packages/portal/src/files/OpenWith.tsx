import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import type { Item, Opening } from '@moorage/api'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { words } from '../words.ts'
import { ACTION_ICONS } from './action-icons.tsx'
import { useDesk } from './desk.tsx'
import styles from './menu.module.css'

/** Open with ▸: every editor that knows the type, what it would do, and why not. */
export function OpenWith({ item }: { item: Item }) {
  const desk = useDesk()
  const [editors, setEditors] = useState<Opening[]>()
  const [problem, setProblem] = useState<ApiProblem>()

  const read = () => {
    if (editors) return
    call('listEditors', { params: { itemId: item.id } })
      .then((answer) => setEditors(answer.editors))
      .catch((error: unknown) => setProblem(asProblem(error)))
  }
  return (
    <Menu onOpenChange={(_, { open }) => open && read()}>
      <MenuTrigger disableButtonEnhancement>
        <MenuItem icon={ACTION_ICONS.openWith}>{words.actions.openWith}</MenuItem>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList aria-label={words.actions.openWith}>
          {editors?.map((editor) => (
            <MenuItem
              key={editor.editor}
              disabled={editor.action === 'none'}
              subText={editor.why}
              onClick={() => desk.open(item, { editor: editor.editor, action: editor.action })}
            >
              {editor.action === 'edit' ? words.actions.edit(editor.editorName ?? '') : words.actions.view(editor.editorName ?? '')}
            </MenuItem>
          ))}
          {editors?.length === 0 && <MenuItem disabled>{words.actions.openWithNone}</MenuItem>}
          {!editors && <MenuItem disabled>{problem ? problem.sentence : words.actions.openWithLoading}</MenuItem>}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
