import { Field, Input } from '@fluentui/react-components'
import type { Account } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useSession } from '../../../api/session.tsx'
import { adminWords } from '../../../words-admin.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import { KindField } from './KindField.tsx'

const words = adminWords.accounts

interface Props {
  account: Account
  onClose(): void
  onDone(name: string): void
}

export function ChangeAccount({ account, onClose, onDone }: Props) {
  const { me, refresh } = useSession()
  const [name, setName] = useState(account.name)
  const [kind, setKind] = useState(account.kind)
  const myself = account.id === me.id
  const wrong = name.trim() ? undefined : words.nameMissing
  const submit = () => {
    if (wrong) return false
    const body = { ...(name.trim() === account.name ? {} : { name: name.trim() }), ...(kind === account.kind ? {} : { kind }) }
    if (Object.keys(body).length === 0) {
      onClose()
      return false
    }
    return call('changeAccount', { params: { accountId: account.id }, body }).then((changed) => {
      onDone(changed.name)
      if (myself) void refresh()
    })
  }
  return (
    <FormDialog title={words.changeTitle(account.name)} submit={adminWords.save} onClose={onClose} onSubmit={submit}>
      <Field label={words.name} required validationMessage={wrong}>
        <Input value={name} maxLength={100} autoComplete="off" onChange={(_, { value }) => setName(value)} />
      </Field>
      <KindField kind={kind} onChange={setKind} fixed={myself ? words.yourself : undefined} />
    </FormDialog>
  )
}
