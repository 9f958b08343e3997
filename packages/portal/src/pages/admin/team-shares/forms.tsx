import { Field, Input } from '@fluentui/react-components'
import type { Organization, TeamShare } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useSession } from '../../../api/session.tsx'
import { adminWords } from '../../../words-admin.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import { OrganizationPicker } from '../parts/OrganizationPicker.tsx'
import { holdsPeople, type Tree } from '../tree.ts'

const words = adminWords.teamShares

interface CreateProps {
  tree: Tree
  organization: Organization
  onClose(): void
  onDone(made: TeamShare): Promise<void>
}

export function CreateTeamShare({ tree, organization, onClose, onDone }: CreateProps) {
  const { me } = useSession()
  const [organizationId, setOrganizationId] = useState(holdsPeople(organization) ? organization.id : me.organization.id)
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    if (!name.trim()) return false
    return call('createTeamShare', { params: { organizationId }, body: { name: name.trim() } }).then(onDone)
  }
  return (
    <FormDialog title={words.create} submit={words.create} onClose={onClose} onSubmit={submit}>
      {tree.all.length > 1 && (
        <Field label={adminWords.organization} required>
          <OrganizationPicker tree={tree} chosenId={organizationId} onChoose={setOrganizationId} allowed={holdsPeople} labelled />
        </Field>
      )}
      <NameField name={name} onChange={setName} tried={tried} />
    </FormDialog>
  )
}

interface RenameProps {
  share: TeamShare
  onClose(): void
  onDone(changed: TeamShare): void
}

export function RenameTeamShare({ share, onClose, onDone }: RenameProps) {
  const [name, setName] = useState(share.name)
  const submit = () => {
    if (!name.trim()) return false
    return call('renameTeamShare', { params: { teamShareId: share.id }, body: { name: name.trim() } }).then(onDone)
  }
  return (
    <FormDialog title={words.renameTitle(share.name)} submit={words.rename} onClose={onClose} onSubmit={submit}>
      <NameField name={name} onChange={setName} tried />
    </FormDialog>
  )
}

function NameField({ name, onChange, tried }: { name: string; onChange(name: string): void; tried: boolean }) {
  return (
    <Field label={words.name} required validationMessage={tried && !name.trim() ? words.nameMissing : undefined}>
      <Input value={name} maxLength={255} autoComplete="off" onChange={(_, { value }) => onChange(value)} />
    </Field>
  )
}
