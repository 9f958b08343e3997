import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import type { Organization, Subscription } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { adminWords } from '../../../words-admin.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import { gigabytes, OrganizationFields, quotaOf, wrongIn } from './fields.tsx'

const words = adminWords.organizations

interface Props {
  organization: Organization
  onClose(): void
  onDone(name: string): void
}

/** Name, hostname, space and subscription; only what was changed is sent. */
export function ChangeOrganization({ organization, onClose, onDone }: Props) {
  const before = { name: organization.name, hostname: organization.hostname ?? '', quota: gigabytes(organization.quota) }
  const [fields, setFields] = useState(before)
  const [subscription, setSubscription] = useState<Subscription>(organization.subscription)
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    if (Object.values(wrongIn(fields)).some(Boolean)) return false
    const body = {
      ...(fields.name.trim() === before.name ? {} : { name: fields.name.trim() }),
      ...(fields.hostname.trim() === before.hostname ? {} : { hostname: fields.hostname.trim() || null }),
      ...(fields.quota.trim() === before.quota ? {} : { quota: quotaOf(fields.quota) ?? null }),
      ...(subscription === organization.subscription ? {} : { subscription }),
    }
    if (Object.keys(body).length === 0) {
      onClose()
      return false
    }
    return call('changeOrganization', { params: { organizationId: organization.id }, body }).then(({ name }) => onDone(name))
  }
  return (
    <FormDialog title={words.changeTitle(organization.name)} submit={adminWords.save} onClose={onClose} onSubmit={submit}>
      <OrganizationFields fields={fields} onChange={setFields} tried={tried} />
      <Field label={words.subscriptionLabel}>
        <RadioGroup value={subscription} onChange={(_, { value }) => setSubscription(value as Subscription)}>
          {(['none', 'commercial'] as const).map((value) => (
            <Radio
              key={value}
              value={value}
              label={
                <>
                  {words.subscriptions[value]}
                  <br />
                  <small>{words.subscriptionText[value]}</small>
                </>
              }
            />
          ))}
        </RadioGroup>
      </Field>
    </FormDialog>
  )
}
