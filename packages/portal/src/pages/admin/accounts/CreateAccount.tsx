import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components'
import type { AccountKind, Organization } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useSession } from '../../../api/session.tsx'
import { adminWords } from '../../../words-admin.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import { OrganizationPicker } from '../parts/OrganizationPicker.tsx'
import { holdsPeople, type Tree } from '../tree.ts'
import type { Mailed } from './AccountsPage.tsx'
import { KindField } from './KindField.tsx'

const words = adminWords.accounts
const PASSWORD_LEAST = 10

interface Props {
  tree: Tree
  organization: Organization
  onClose(): void
  onDone(made: Mailed): void
}

export function CreateAccount({ tree, organization, onClose, onDone }: Props) {
  const { me } = useSession()
  const [organizationId, setOrganizationId] = useState(holdsPeople(organization) ? organization.id : me.organization.id)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [kind, setKind] = useState<AccountKind>('standard')
  const [how, setHow] = useState<'invite' | 'password'>('invite')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const wrong = {
    name: name.trim() ? undefined : words.nameMissing,
    email: /^[^\s@]+@[^\s@]+$/.test(email.trim()) ? undefined : words.emailMissing,
    password: how === 'invite' || password.length >= PASSWORD_LEAST ? undefined : words.passwordShort,
  }
  const submit = () => {
    setTried(true)
    if (Object.values(wrong).some(Boolean)) return false
    const body = { name: name.trim(), email: email.trim(), kind, ...(how === 'password' ? { password } : {}) }
    return call('createAccount', { params: { organizationId }, body }).then(onDone)
  }
  return (
    <FormDialog title={words.create} submit={words.create} onClose={onClose} onSubmit={submit}>
      {tree.all.length > 1 && (
        <Field label={adminWords.organization} required>
          <OrganizationPicker tree={tree} chosenId={organizationId} onChoose={setOrganizationId} allowed={holdsPeople} labelled />
        </Field>
      )}
      <Field label={words.name} required validationMessage={tried ? wrong.name : undefined}>
        <Input value={name} maxLength={100} autoComplete="off" onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={words.email} required validationMessage={tried ? wrong.email : undefined}>
        <Input type="email" value={email} maxLength={254} autoComplete="off" onChange={(_, { value }) => setEmail(value)} />
      </Field>
      <KindField kind={kind} onChange={setKind} />
      <Field label={words.how}>
        <RadioGroup layout="horizontal" value={how} onChange={(_, { value }) => setHow(value as typeof how)}>
          <Radio value="invite" label={words.invite} />
          <Radio value="password" label={words.withPassword} />
        </RadioGroup>
      </Field>
      {how === 'invite' ? (
        <p>{words.inviteText}</p>
      ) : (
        <Field label={words.password} required hint={words.passwordHint} validationMessage={tried ? wrong.password : undefined}>
          <Input value={password} maxLength={1024} autoComplete="off" onChange={(_, data) => setPassword(data.value)} />
        </Field>
      )}
    </FormDialog>
  )
}
