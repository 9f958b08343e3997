import { call } from '../../../api/call.ts'
import { adminWords } from '../../../words-admin.ts'
import { useAnswer } from '../parts/answer.ts'
import { Confirm } from '../parts/dialogs.tsx'
import { EditingNames } from '../parts/EditingNames.tsx'
import type { Node, Tree } from '../tree.ts'

const words = adminWords.organizations

interface Props {
  tree: Tree
  organization: Node
  onClose(): void
  onDone(): void
}

/** Says who is locked out, and who is editing just now. */
export function DisableOrganization({ tree, organization, onClose, onDone }: Props) {
  const all = tree.below(organization.id)
  const ids = new Set(all.map(({ id }) => id))
  const dashboard = useAnswer({ key: 'editing', read: (signal) => call('dashboard', { signal }) })
  const editing = dashboard.data?.editingNow.filter(({ organization: { id } }) => ids.has(id)) ?? []
  const people = all.reduce((sum, node) => sum + node.people, 0)
  const disable = () => call('disableOrganization', { params: { organizationId: organization.id } }).then(onDone)
  return (
    <Confirm title={words.disableTitle(organization.name)} choices={[{ label: words.disable, run: disable }]} onClose={onClose}>
      <p>{words.disableText(people, all.length - 1)}</p>
      {editing.length > 0 && (
        <>
          <p>{words.editingNow}</p>
          <EditingNames editing={editing} />
        </>
      )}
      <p>{words.disableKept}</p>
    </Confirm>
  )
}
