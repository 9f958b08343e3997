import type { EditingNow, Policy, Running } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { undoing, useNotify } from '../../../notify.tsx'
import { adminWords } from '../../../words-admin.ts'
import { useAnswer } from '../parts/answer.ts'
import { Confirm } from '../parts/dialogs.tsx'
import { EditingNames } from '../parts/EditingNames.tsx'
import { OrganizationPicker } from '../parts/OrganizationPicker.tsx'
import { Page } from '../parts/Page.tsx'
import { Shown } from '../parts/Shown.tsx'
import { type Scope, Scoped, useOrganizations } from '../scope.tsx'
import { PolicyCard } from './PolicyCard.tsx'
import { valueName } from './values.ts'

const words = adminWords.policies

export function PoliciesPage() {
  return (
    <Page title={adminWords.pages.policies} lead={words.lead}>
      <Scoped>{(scope) => <Policies key={scope.organization.id} scope={scope} />}</Scoped>
    </Page>
  )
}

type Asking = { what: 'lower'; policy: Policy; value: string; editing: EditingNow[] } | { what: 'below'; policy: Policy }

function Policies({ scope: { tree, organization, choose } }: { scope: Scope }) {
  const notify = useNotify()
  const organizations = useOrganizations()
  const [asking, setAsking] = useState<Asking>()
  const organizationId = organization.id
  const answer = useAnswer({
    key: organizationId,
    read: async (signal) => (await call('listPolicies', { params: { organizationId }, signal })).policies,
  })
  const below = tree.below(organizationId).length - 1

  const set = async (policy: Policy, value: string, more: { running?: Running; below?: boolean } = {}) => {
    const { policies } = await call('changePolicy', { params: { organizationId, policy: policy.name }, body: { value, ...more } })
    answer.set(policies)
    void organizations.again()
    if (more.below) notify.done(words.belowDone)
    else
      notify.done(
        words.set(policy.title, valueName(value)),
        undoing(() => void set(policy, policy.value).catch(notify.failed)),
      )
  }
  /** whom it would stop is asked first; where nobody is editing it is done at once */
  const decide = async (policy: Policy, value: string) => {
    try {
      const lower = policy.values.indexOf(value) < policy.values.indexOf(policy.effective)
      if (lower && policy.name === 'microsoft-365') {
        const { editing } = await call('listAffected', { params: { organizationId } })
        if (editing.length > 0) return setAsking({ what: 'lower', policy, value, editing })
      }
      await set(policy, value)
    } catch (error) {
      notify.failed(error)
    }
  }
  const close = () => setAsking(undefined)
  return (
    <>
      {tree.all.length > 1 && (
        <div>
          <OrganizationPicker tree={tree} chosenId={organizationId} onChoose={choose} />
        </div>
      )}
      <Shown answer={answer}>
        {(policies) =>
          policies.map((policy) => (
            <PolicyCard
              key={policy.name}
              policy={policy}
              organizationId={organizationId}
              below={below}
              isVisible={(id) => tree.get(id) !== undefined}
              onChoose={(value) => void decide(policy, value)}
              onBelow={() => setAsking({ what: 'below', policy })}
            />
          ))
        }
      </Shown>
      {asking?.what === 'lower' && (
        <Confirm
          title={words.lowerTitle(new Set(asking.editing.map(({ person }) => person.id)).size)}
          choices={[
            { label: words.finish, run: () => set(asking.policy, asking.value, { running: 'finish' }) },
            { label: words.stop, run: () => set(asking.policy, asking.value, { running: 'stop' }) },
          ]}
          onClose={close}
        >
          <EditingNames editing={asking.editing} />
          <p>{words.lowerText}</p>
          <p>{words.lowerStop}</p>
        </Confirm>
      )}
      {asking?.what === 'below' && (
        <Confirm
          title={words.belowTitle(asking.policy.title, valueName(asking.policy.value))}
          choices={[{ label: words.belowButton, run: () => set(asking.policy, asking.policy.value, { below: true }) }]}
          onClose={close}
        >
          <p>{words.belowText}</p>
        </Confirm>
      )}
    </>
  )
}
