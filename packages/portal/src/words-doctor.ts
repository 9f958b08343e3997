import type { CheckGroup, CheckStatus } from '@moorage/api'
import { many } from './many.ts'

/** Every sentence of the doctor's page, in English: see words.ts. What each check says comes from the server. */
const failures = (count: number) => many(count, 'failure', 'failures')
const warnings = (count: number) => many(count, 'warning', 'warnings')

export const wordsDoctor = {
  lead: 'Looks at this server as browsers and editors reach it, and says what to mend and how.',
  lookNow: 'Look now',
  lookAgain: 'Look again',
  lookAndMend: 'Look and mend',

  never: 'The doctor has not looked yet',
  neverText: 'It goes through addresses, certificates, proxies, editors and storage, which takes about a minute and disturbs nobody.',

  looking: 'Looking…',
  progress: (ended: number, total: number) => `${ended.toLocaleString()} of ${total.toLocaleString()}`,
  looked: (when: string, seconds: number) =>
    `${when} · took ${seconds < 1 ? 'less than a second' : many(Math.round(seconds), 'second', 'seconds')}`,
  short: 'This was the short look that every start begins with. A whole look goes through more.',

  well: 'Nothing to mend',
  found: (failing: number, warned: number) =>
    [failing > 0 ? failures(failing) : '', warned > 0 ? warnings(warned) : ''].filter(Boolean).join(' and '),
  counts: (of: Record<CheckStatus, number>) =>
    [
      `${of.ok.toLocaleString()} ok`,
      warnings(of.warning),
      failures(of.failure),
      `${of['not-applicable'].toLocaleString()} not applicable`,
    ].join(', '),
  states: { ok: 'OK', warning: 'Warning', failure: 'Failure', 'not-applicable': 'Not applicable' } satisfies Record<CheckStatus, string>,

  show: 'Show',
  all: (count: number) => `All ${count.toLocaleString()}`,
  toMend: (count: number) => `To mend ${count.toLocaleString()}`,
  nothingToMend: 'Nothing to mend',
  nothingToMendText: 'Everything that could be looked at is as it should be.',
  nothingYet: 'Nothing to mend so far',
  nothingYetText: 'What needs mending appears here as soon as it is found.',

  groups: {
    addresses: 'Addresses',
    tls: 'Certificates',
    proxy: 'Reverse proxy',
    editors: 'Editors',
    framing: 'Editors in the page',
    storage: 'Storage',
    settings: 'Settings',
    conformance: 'WOPI',
  } satisfies Record<CheckGroup, string>,
  fine: (count: number) => `${count.toLocaleString()} ok`,
  notApplicable: (count: number) => `${count.toLocaleString()} not applicable`,

  change: 'How to mend it',
  copy: 'Copy',
  copyChange: (title: string) => `Copy how to mend “${title}”`,
  changeCopied: 'Copied',
  fixable: 'Look and mend does this for you.',
  former: 'So it was at the look before; not looked at again yet.',
  mended: 'Mended',

  copyReport: 'Copy report',
  reportCopied: 'The report is copied',
  download: 'Download',
  file: (day: string) => `moorage-doctor-${day}.json`,

  confirm: {
    title: 'Look and mend?',
    text: 'The doctor goes through everything again and mends on the way what it can mend safely:',
    more: 'Everything else stays as it is.',
  },

  dashboard: (failing: number, warned: number) => `The doctor found ${wordsDoctor.found(failing, warned)}.`,
  open: 'See what to mend',
  beforeValidating: 'Let the doctor look first: what it finds would fail at Microsoft too.',
  openDoctor: 'Doctor',
}
