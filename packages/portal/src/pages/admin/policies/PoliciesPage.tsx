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
  // an Undo may come when another organization is shown, whose values it changes too
  const [undone, setUndone] = useState(0)
  return (
    <Page title={adminWords.pages.policies} lead={words.lead}>
      <Scoped>
        {(scope) => (
          <Policies key={scope.organization.id} scope={scope} undone={undone} onUndone={() => setUndone((before) => before + 1)} />
        )}
      </Scoped>
    </Page>
  )
}

type Asking = { what: 'lower'; policy: Policy; value: string; editing: EditingNow[] } | { what: 'below'; policy: Policy }

interface Props {
  scope: Scope
  undone: number
  onUndone(): void
}

function Policies({ scope: { tree, organization, choose }, undone, onUndone }: Props) {
  const notify = useNotify()
  const organizations = useOrganizations()
  const [asking, setAsking] = useState<Asking>()
  const organizationId = organization.id
  const answer = useAnswer({
    key: `${organizationId} ${undone}`,
    read: async (signal) => (await call('listPolicies', { params: { organizationId }, signal })).policies,
  })
  const below = tree.below(organizationId).length - 1

  const rank = (policy: Policy, value: string) => policy.values.indexOf(value)
  const lowersBelow = (policy: Policy, value: string) => below > 0 && rank(policy, value) < rank(policy, policy.value)

  const set = async (policy: Policy, value: string, more: { running?: Running; below?: boolean } = {}) => {
    const { policies } = await call('changePolicy', { params: { organizationId, policy: policy.name }, body: { value, ...more } })
    answer.set(policies)
    void organizations.again()
    if (more.below) notify.done(words.belowDone)
    // raising it again would not raise those below, which were lowered with it: that is no Undo
    else if (lowersBelow(policy, value)) notify.done(words.set(policy.title, valueName(value)))
    else
      notify.done(
        words.set(policy.title, valueName(value)),
        undoing(() => void set(policy, policy.value).then(onUndone, notify.failed)),
      )
  }
  /** what it would stop or lower below is said first; where there is nothing like that it is done at once */
  const decide = async (policy: Policy, value: string) => {
    try {
      const stops = policy.name === 'microsoft-365' && rank(policy, value) < rank(policy, policy.effective)
      const editing = stops ? (await call('listAffected', { params: { organizationId } })).editing : []
      if (editing.length > 0 || lowersBelow(policy, value)) return setAsking({ what: 'lower', policy, value, editing })
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
          title={
            asking.editing.length > 0
              ? words.lowerTitle(new Set(asking.editing.map(({ person }) => person.id)).size)
              : words.lowerBelowTitle(asking.policy.title, valueName(asking.value))
          }
          choices={
            asking.editing.length > 0
              ? [
                  { label: words.finish, run: () => set(asking.policy, asking.value, { running: 'finish' }) },
                  { label: words.stop, run: () => set(asking.policy, asking.value, { running: 'stop' }) },
                ]
              : [{ label: words.lowerBelowButton(valueName(asking.value)), run: () => set(asking.policy, asking.value) }]
          }
          onClose={close}
        >
          {asking.editing.length > 0 && (
            <>
              <EditingNames editing={asking.editing} />
              <p>{words.lowerText}</p>
              <p>{words.lowerStop}</p>
            </>
          )}
          {lowersBelow(asking.policy, asking.value) && <p>{words.lowerBelowText(below)}</p>}
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
