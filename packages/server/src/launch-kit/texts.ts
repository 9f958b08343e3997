import { LAUNCH_FIELDS, type LaunchFieldName, type LaunchText } from '@moorage/api'
import type { Facts } from './facts.ts'
import { trafficLines } from './traffic.ts'

const APPLY = 'https://aka.ms/cspp-apply'
const VERIFY = 'https://aka.ms/cspp-verify'
const UPDATE = 'https://aka.ms/cspp-update'

/** What a text says of a field: its value, or that it is still missing. */
type Say = (field: LaunchFieldName) => string

interface Letter {
  id: string
  title: string
  to: string
  write(facts: Facts, say: Say): string[]
}

const TEST_ACCOUNTS = 'csppverify1@microsoft.com and csppverify2@microsoft.com'
const list = (hosts: string[]) => hosts.map((host) => `- ${host}`).join('\n')
const businessFlow = ({ commercialOrganizations }: Facts) => commercialOrganizations > 0

const settings = (facts: Facts) => [
  `WOPI host name, test: ${facts.wopiTestHost}`,
  `WOPI host name, production: ${facts.wopiHost} (serves WOPI and nothing else)`,
  `Redirect domains:\n${list(facts.redirectHosts)}`,
  businessFlow(facts) ? `Business flow: yes. Homepage for users without a subscription: ${facts.homepage}` : 'Business flow: no.',
]
const signature = (say: Say) => [`${say('contact')}\nReachable at any hour: ${say('onCall')}`]

/** Everything that goes to Microsoft on the way, in the order in which it is needed. */
const LETTERS: Letter[] = [
  {
    id: 'apply',
    title: 'Application',
    to: APPLY,
    write: (facts, say) => [
      `Company: ${say('company')}`,
      `Product: ${say('product')}, a cloud file portal. Address: ${facts.portalOrigin}`,
      'Users upload and download files, and view, edit and co-author Word, Excel and PowerPoint documents in the browser, several people in one document.',
      'All files of end users are at rest in locations that we own or lease. We own the WOPI host names and manage our users’ identities.',
      ...settings(facts),
      ...signature(say),
    ],
  },
  {
    id: 'add-test-domains',
    title: 'Test domains',
    to: UPDATE,
    write: (facts, say) => [
      `Partner ID: ${say('partnerId')}`,
      `Please add this WOPI host name to the allow list of the test environment: ${facts.wopiTestHost}`,
      `Redirect domains for it:\n${list(facts.redirectHosts)}`,
      ...signature(say),
    ],
  },
  {
    id: 'launch-board',
    title: 'Launch board',
    to: 'the support channel that Microsoft gave you',
    write: (facts, say) => [
      `Support channel: ${say('supportChannel')}`,
      `${say('product')} (partner ID ${say('partnerId')}) is ready to be verified. Please open a launch board for us.`,
      `Test environment: ${facts.wopiTestHost}, portal ${facts.portalOrigin}`,
      ...signature(say),
    ],
  },
  {
    id: 'verification',
    title: 'Submission for verification',
    to: VERIFY,
    write: (facts, say) => [
      `Partner ID: ${say('partnerId')}. Product: ${say('product')}`,
      `Address to sign in at: ${facts.portalOrigin}/sign-in`,
      `Test accounts: ${TEST_ACCOUNTS}. Passwords: on the sheet of the test accounts.`,
      'Enclosed: the report of the Validation application, the videos, the questionnaire.',
      ...settings(facts),
      ...signature(say),
    ],
  },
  {
    id: 'production-settings',
    title: 'Production settings',
    to: UPDATE,
    write: (facts, say) => [
      `Partner ID: ${say('partnerId')}. Product: ${say('product')}`,
      'Verification is complete. Please deploy these settings to production:',
      ...settings(facts),
      `Name in “Saved to …”: ${say('product')}`,
      ...signature(say),
    ],
  },
  {
    id: 'roll-out',
    title: 'Roll-out',
    to: 'the support channel that Microsoft gave you',
    write: (facts, say) => [
      `Support channel: ${say('supportChannel')}`,
      `Partner ID: ${say('partnerId')}. Product: ${say('product')}`,
      'We are ready to roll out in production, in stages over some days. Plan, in percent of our users per day:',
      '[your plan, such as: day 1 10 %, day 2 50 %, day 3 100 %]',
      ...trafficLines(facts.traffic),
      ...signature(say),
    ],
  },
  {
    id: 'change-settings',
    title: 'Change of settings',
    to: UPDATE,
    write: (facts, say) => [
      `Partner ID: ${say('partnerId')}. Product: ${say('product')}`,
      'Please change our settings in both environments to:',
      ...settings(facts),
      'We know that this takes four to five weeks, and keep the present host names in service until you confirm.',
      ...signature(say),
    ],
  },
  {
    id: 'change-roll-out',
    title: 'Change of roll-out',
    to: 'the support channel that Microsoft gave you',
    write: (facts, say) => [
      `Support channel: ${say('supportChannel')}`,
      `Partner ID: ${say('partnerId')}. Product: ${say('product')}`,
      'We change the pace of our roll-out. New plan, in percent of our users per day:',
      '[your plan, such as: day 1 10 %, day 2 50 %, day 3 100 %]',
      ...trafficLines(facts.traffic),
      ...signature(say),
    ],
  },
]

export const textTitle = (id: string): string => LETTERS.find((letter) => letter.id === id)?.title ?? id

export function textsOf(facts: Facts): LaunchText[] {
  return LETTERS.map(({ id, title, to, write }) => {
    const missing = new Set<string>()
    const paragraphs = write(facts, (field) => {
      const value = facts.fields[field]?.trim()
      if (value) return value
      missing.add(LAUNCH_FIELDS[field])
      return `[${LAUNCH_FIELDS[field]}]`
    })
    return { id, title, to, text: `${paragraphs.join('\n\n')}\n`, missing: [...missing] }
  })
}
