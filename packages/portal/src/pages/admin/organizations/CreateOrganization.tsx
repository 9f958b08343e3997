import { Field } from '@fluentui/react-components'
import type { Organization } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { adminWords } from '../../../words-admin.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import { OrganizationPicker } from '../parts/OrganizationPicker.tsx'
import { holdsPeople, type Tree } from '../tree.ts'
import { OrganizationFields, quotaOf, wrongIn } from './fields.tsx'

const words = adminWords.organizations

interface Props {
  tree: Tree
  parent: Organization
  onClose(): void
  onDone(name: string): void
}

export function CreateOrganization({ tree, parent, onClose, onDone }: Props) {
  const [parentId, setParentId] = useState(parent.id)
  const [fields, setFields] = useState({ name: '', hostname: '', quota: '' })
  const [tried, setTried] = useState(false)
  const above = tree.get(parentId)
  const title = above && holdsPeople(above) ? words.createBelow : words.create
  const submit = () => {
    setTried(true)
    if (Object.values(wrongIn(fields)).some(Boolean)) return false
    const { name, hostname, quota } = fields
    const body = {
      parentId,
      name: name.trim(),
      ...(hostname.trim() ? { hostname: hostname.trim() } : {}),
      ...(quota.trim() ? { quota: quotaOf(quota) } : {}),
    }
    return call('createOrganization', { body }).then((made) => onDone(made.name))
  }
  return (
    <FormDialog title={title} submit={title} onClose={onClose} onSubmit={submit}>
      {tree.all.length > 1 && (
        <Field label={words.parent}>
          <OrganizationPicker tree={tree} chosenId={parentId} onChoose={setParentId} labelled />
        </Field>
      )}
      <OrganizationFields fields={fields} onChange={setFields} tried={tried} />
    </FormDialog>
  )
}
