import { Button, MessageBar, MessageBarBody, Tab, TabList } from '@fluentui/react-components'
import { ArrowDownload20Regular } from '@fluentui/react-icons'
import type { Body, LaunchKit, ROUTES } from '@moorage/api'
import { useSearchParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { address } from '../../../api/routes.ts'
import { download } from '../../../files/open-tab.ts'
import { adminWords } from '../../../words-admin.ts'
import { wordsLaunchKit as words } from '../../../words-launch-kit.ts'
import { wordsLaunchMeasured } from '../../../words-launch-measured.ts'
import { useAnswer } from '../parts/answer.ts'
import { Page } from '../parts/Page.tsx'
import { Shown } from '../parts/Shown.tsx'
import { Calendar } from './Calendar.tsx'
import { Films } from './Films.tsx'
import { Flows } from './Flows.tsx'
import { Findings } from './findings/Findings.tsx'
import styles from './launch-kit.module.css'
import { Questionnaire } from './Questionnaire.tsx'
import { Reports } from './Reports.tsx'
import { Sent } from './Sent.tsx'
import { TestAccountsPart } from './TestAccountsPart.tsx'
import { Texts } from './Texts.tsx'
import { Traffic } from './Traffic.tsx'

export type Change = (body: Body<(typeof ROUTES)['changeLaunchKit']>) => Promise<void>

const TABS = ['calendar', 'texts', 'flows', 'findings', 'reports', 'questionnaire', 'films', 'traffic', 'accounts', 'sent'] as const
type TabName = (typeof TABS)[number]
const isTab = (text: string | null): text is TabName => (TABS as readonly (string | null)[]).includes(text)

/** What goes to Microsoft, and when: the kit of Microsoft 365. */
export function LaunchKitPage() {
  const answer = useAnswer({ key: 'launch-kit', read: (signal) => call('getLaunchKit', { signal }) })
  return (
    <Page
      title={adminWords.pages.launchKit}
      lead={words.lead}
      actions={
        <Button icon={<ArrowDownload20Regular />} onClick={() => download(address('downloadLaunchKit'))}>
          {wordsLaunchMeasured.zip}
        </Button>
      }
    >
      <Shown answer={answer}>
        {(kit) => (
          <Kit
            kit={kit}
            change={async (body) => answer.set(await call('changeLaunchKit', { body }))}
            again={answer.again}
            onMarked={answer.set}
          />
        )}
      </Shown>
    </Page>
  )
}

interface KitProps {
  kit: LaunchKit
  change: Change
  again(): Promise<void>
  onMarked(kit: LaunchKit): void
}

function Kit({ kit, change, again, onMarked }: KitProps) {
  const [params, setParams] = useSearchParams()
  const asked = params.get('part')
  const tab = isTab(asked) ? asked : 'calendar'
  const choose = (name: TabName) =>
    setParams(
      (before) => {
        before.set('part', name)
        return before
      },
      { replace: true },
    )
  return (
    <div className={styles.all} data-wide={tab === 'findings' || undefined}>
      {kit.rehearsal && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.rehearsal}</MessageBarBody>
        </MessageBar>
      )}
      {!kit.rehearsal && kit.notPublic && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{kit.notPublic}</MessageBarBody>
        </MessageBar>
      )}
      <TabList className={styles.tabs} selectedValue={tab} onTabSelect={(_, { value }) => choose(value as TabName)}>
        {TABS.map((name) => (
          <Tab key={name} value={name} id={`launch-${name}`}>
            {words.tabs[name]}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" aria-labelledby={`launch-${tab}`} className={styles.panel} data-wide={tab === 'findings' || undefined}>
        {tab === 'calendar' && <Calendar kit={kit} change={change} />}
        {tab === 'texts' && <Texts kit={kit} change={change} onMarked={onMarked} />}
        {tab === 'flows' && <Flows kit={kit} change={change} again={again} />}
        {tab === 'findings' && <Findings />}
        {tab === 'reports' && <Reports toAccounts={() => choose('accounts')} onEnd={again} />}
        {tab === 'questionnaire' && <Questionnaire kit={kit} onMarked={onMarked} />}
        {tab === 'traffic' && <Traffic onChange={again} />}
        {tab === 'sent' && <Sent />}
        {tab === 'films' && <Films />}
        {tab === 'accounts' && <TestAccountsPart />}
      </div>
    </div>
  )
}
