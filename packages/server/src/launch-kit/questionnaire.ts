import type { LaunchAnswer } from '@moorage/api'
import type { Facts } from './facts.ts'

const yes = (so: boolean) => (so ? 'Yes' : 'No')
const IPV6 = 'the DNS records of the WOPI host name, asked for just now'

/** Microsoft's questions before verification, answered out of what this server is and does (PROTOCOL 16.5). */
export function questionnaireOf(facts: Facts): LaunchAnswer[] {
  const { commercialOrganizations, licenceCheck, shareUrlTypes, fileUrl, mobile, ipv6 } = facts
  const business = commercialOrganizations > 0
  return [
    {
      question: 'Is a file’s ID stable, and the same for all users and on every path?',
      answer: 'Yes: 26 characters, drawn at random when the file is made. Renaming, moving, sharing and new versions keep it.',
      source: 'WOPISrc, which has the ID and no path',
    },
    {
      question: 'What is UserId?',
      answer: 'The account’s ID: 26 characters, letters and digits only, the same in every editing session, never an email address.',
      source: 'CheckFileInfo',
    },
    {
      question: 'What is OwnerId?',
      answer: 'The ID of the account whose My Files it is in; in a Team Share, of whoever made the file. It never changes.',
      source: 'CheckFileInfo',
    },
    {
      question: 'Is SHA256 sent?',
      answer: 'Yes, of every file, computed while its bytes are written.',
      source: 'CheckFileInfo',
    },
    {
      question: 'Do you use the business flow?',
      answer: business ? `Yes. Users without a subscription are sent to ${facts.homepage}` : 'No',
      source: `Organizations whose subscription is Commercial: ${commercialOrganizations}; licences are ${licenceCheck ? '' : 'not '}checked with Microsoft Graph`,
    },
    {
      question: 'Which capability properties do you set?',
      answer: [
        'SupportsUpdate, SupportsLocks, SupportsGetLock, SupportsExtendedLockLength, SupportsRename, SupportsDeleteFile, SupportsUserInfo, SupportsAddActivities',
        ...(shareUrlTypes.length > 0 ? [`SupportedShareUrlTypes: ${shareUrlTypes.join(', ')}`] : []),
        ...(fileUrl ? ['FileUrl'] : []),
        'Not set: SupportsCoauth, SupportsContainers and SupportsEcosystem (in the browser)',
      ].join('; '),
      source: 'The capabilities of Microsoft 365 for the web, which the Validation application is shown too',
    },
    {
      question: 'Do you integrate Office on phones and tablets?',
      answer: mobile ? `Yes. Bootstrapper: ${mobile.bootstrapper}` : 'No',
      source: 'Settings of Office mobile',
    },
    {
      question: 'Do your data centres have IPv6?',
      answer: ipv6 === undefined ? 'Not measured: answer it yourself' : yes(ipv6),
      source: ipv6 === undefined && facts.notPublic ? 'The WOPI host name is not public yet' : IPV6,
    },
    {
      question: 'Do you need Microsoft’s requests to be signed?',
      answer: 'Every request’s proof is verified over the raw request target; a request without a valid proof is answered 500.',
      source: 'Proof policy of Microsoft 365: required',
    },
  ]
}
