import { Button } from '@fluentui/react-components'
import { Add20Regular } from '@fluentui/react-icons'
import type { Organization } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useSession } from '../../../api/session.tsx'
import { useNotify } from '../../../notify.tsx'
import { adminWords } from '../../../words-admin.ts'
import { Page } from '../parts/Page.tsx'
import { Empty, Shown } from '../parts/Shown.tsx'
import { useOrganizations } from '../scope.tsx'
import { holdsPeople } from '../tree.ts'
import { ChangeOrganization } from './ChangeOrganization.tsx'
import { CreateOrganization } from './CreateOrganization.tsx'
import { DisableOrganization } from './DisableOrganization.tsx'
import { type Asking, OrganizationTable } from './OrganizationTable.tsx'

const words = adminWords.organizations

export function OrganizationsPage() {
  const answer = useOrganizations()
  const { me } = useSession()
  const notify = useNotify()
  const [asking, setAsking] = useState<Asking>()
  const root = answer.data?.root
  const close = () => setAsking(undefined)
  const changed = async (text: string) => {
    close()
    notify.done(text)
    await answer.again()
  }
  const enable = async (organization: Organization) => {
    try {
      await call('enableOrganization', { params: { organizationId: organization.id } })
      await changed(words.enabled(organization.name))
    } catch (error) {
      notify.failed(error)
    }
  }
  return (
    <Page
      title={adminWords.pages.organizations}
      lead={words.lead}
      actions={
        root && (
          <Button appearance="primary" icon={<Add20Regular />} onClick={() => setAsking({ what: 'create', parent: root })}>
            {me.administers === 'everything' ? words.create : words.createBelow}
          </Button>
        )
      }
    >
      <Shown answer={answer}>
        {(tree) => (
          <>
            <OrganizationTable tree={tree} ask={setAsking} enable={(organization) => void enable(organization)} />
            {tree.all.length === 1 && tree.root && !holdsPeople(tree.root) && <Empty title={words.empty} text={words.emptyText} />}
            {asking?.what === 'create' && (
              <CreateOrganization tree={tree} parent={asking.parent} onClose={close} onDone={(name) => void changed(words.created(name))} />
            )}
            {asking?.what === 'change' && (
              <ChangeOrganization organization={asking.organization} onClose={close} onDone={(name) => void changed(words.changed(name))} />
            )}
            {asking?.what === 'disable' && (
              <DisableOrganization
                tree={tree}
                organization={asking.organization}
                onClose={close}
                onDone={() => void changed(words.disabledNow(asking.organization.name))}
              />
            )}
          </>
        )}
      </Shown>
    </Page>
  )
}
