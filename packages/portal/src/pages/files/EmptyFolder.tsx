import { Button } from '@fluentui/react-components'
import { DocumentAdd20Regular, FolderAdd20Regular } from '@fluentui/react-icons'
import type { Item } from '@moorage/api'
import type { NewKind } from '../../dialogs/NewItem.tsx'
import { Scene } from '../../shell/Scene.tsx'
import states from '../../shell/states.module.css'
import { words } from '../../words.ts'

export function EmptyFolder({ folder, onNew }: { folder: Item; onNew(kind: NewKind): void }) {
  const writable = folder.can.write && !folder.deletedAt
  return (
    <div className={states.state}>
      <Scene of="empty" />
      <h2>{words.list.emptyTitle}</h2>
      <p>{writable ? words.list.emptyText : words.list.emptyReadOnly}</p>
      {writable && (
        <div className={states.buttons}>
          <Button icon={<DocumentAdd20Regular />} onClick={() => onNew('document')}>
            {words.actions.newDocument}
          </Button>
          <Button icon={<FolderAdd20Regular />} onClick={() => onNew('folder')}>
            {words.actions.newFolder}
          </Button>
        </div>
      )}
    </div>
  )
}
