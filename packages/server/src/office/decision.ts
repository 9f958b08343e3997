import type { Clause, Microsoft365State, Subscription } from '@moorage/api'

/**
 * Who gets which editor for a file, and how. The one place that decides it: the portal's lists and "Open with", the
 * host page, /api/admin/why and every WOPI call ask this function and nothing else. Pure: facts in, verdict out.
 */
export type Action = 'edit' | 'view' | 'none'

/** What is absent is not judged: a WOPI call does not ask for the stage again, an editor other than Microsoft 365 for neither. */
export interface Facts {
  /** of the editor, for people */
  editorName: string
  /** of the account, for what administrators are told */
  personName: string
  microsoft365?: Microsoft365Facts
  /** the editor is being rolled out; absent for a running editing session, which no stage ends */
  rollout?: RolloutFacts
  /** why the editor takes no new editing session just now, in words; absent: it does */
  ceiling?: string
  /** the bytes are those of an old revision */
  oldRevision?: boolean
  /** what the person may do with the file in any editor */
  right?: Action
  /** the editor's discovery was read at least once */
  reachable?: boolean
  type?: { extension: string; action: Action }
  /** why the editor takes no file of this size, in words; absent: it does */
  size?: { view?: string; edit?: string }
  /** somebody has it open in another editor, in words */
  lock?: string
}

export interface Microsoft365Facts {
  environment: 'test' | 'production'
  state: Microsoft365State
  /** whom it is open to; absent for a running editing session, which no change of stage ends */
  stage?: { tester: boolean; staysOnTest: boolean }
  policy?: { value: string; from: string; own: string; organization: string }
  guest?: boolean
  /** `held` undefined: nobody asked Microsoft yet, or too long ago; `checkable` false: nobody can ask */
  licence?: { subscription: Subscription; held: boolean | undefined; checkable: boolean }
}

export interface RolloutFacts {
  /** a stage that is in force has them in it */
  in: boolean
  /** the first that has them in it, in force or not */
  stage?: string
  /** when that one is to come */
  startsAt?: number
  held: boolean
  /** of every stage why they are in it or not, for administrators */
  words: string[]
}

export interface Verdict {
  action: Action
  /** the first clause that lowered it to `action`; absent for `edit` */
  clause?: Clause
  /** for the person */
  why?: string
  /** for an administrator, about the person, with the remedy in short */
  report?: string
  /** for an administrator: where to change it, with names */
  change?: string
  /** signing in to Microsoft 365 once may be all that is missing */
  signIn?: boolean
  /** it is the editor's roll-out that stops it */
  rollout?: boolean
}

type Limit = { action: 'view' | 'none'; why: string; report: string; change: string; signIn?: boolean; rollout?: boolean }
type Judge = (facts: Facts) => Limit | undefined

/** "Ben Okafor" → "Ben": beside the person that it is about that is enough */
const shortOf = (name: string) => (name.includes(',') ? name : (name.split(' ')[0] ?? name))
const extensionIn = (extension: string) => (extension ? `.${extension} files` : 'files of this kind')
const PAGE = 'Administration → Microsoft 365'

const state: Judge = ({ microsoft365 }) =>
  microsoft365?.state === 'off'
    ? {
        action: 'none',
        why: 'Microsoft 365 is switched off.',
        report: 'Microsoft 365 is off: start a rehearsal, or turn on Testing.',
        change: `${PAGE}: start a rehearsal, or set the state to Testing or Production.`,
      }
    : undefined

const stage: Judge = ({ microsoft365, personName }) => {
  if (!microsoft365?.stage) return undefined
  const { environment, stage, state } = microsoft365
  const { tester, staysOnTest } = stage
  const short = shortOf(personName)
  if (environment === 'production') {
    if (state === 'production') return undefined
    return {
      action: 'none',
      why: 'Microsoft 365 is open to testers only.',
      report: 'Still in Testing: start the roll-out.',
      change: `${PAGE}: set the state to Production.`,
    }
  }
  if (tester && (state === 'testing' || staysOnTest)) return undefined
  if (tester)
    return {
      action: 'none',
      why: 'Microsoft 365 is rolled out; only testers who stay on test use this one.',
      report: `Rolled out: let ${short} stay on test.`,
      change: `${PAGE} → Testers: let ${personName} stay on test.`,
    }
  return {
    action: 'none',
    why: 'You are not a tester of Microsoft 365.',
    report:
      state === 'testing' ? `Not a tester: add ${short}, or start the roll-out.` : `Not a tester: add ${short}, and let them stay on test.`,
    change:
      state === 'testing'
        ? `${PAGE}: add ${personName} to the testers, or set the state to Production.`
        : `${PAGE} → Testers: add ${personName}, and let them stay on test.`,
  }
}

/** Of whatever editor. Testers of Microsoft 365 (test) are launched there, and are no matter of a roll-out. */
const rolledOut: Judge = ({ rollout, editorName, personName }) => {
  if (!rollout || rollout.in) return undefined
  const { stage, startsAt, held, words } = rollout
  const when = startsAt === undefined || held ? '' : ` from ${new Date(startsAt).toISOString().slice(0, 10)} on`
  const turn = stage === undefined ? 'in none of the stages' : `in the stage “${stage}”${when}`
  return {
    action: 'none',
    why: `${editorName} comes to people here little by little, and has not come to you yet.`,
    report: `${shortOf(personName)} is ${turn}${held ? '; the roll-out is held' : ''}. ${words.join(' ')}`,
    change: `Administration → Roll-out of ${editorName}: ${held ? 'resume it, ' : ''}start the next stage, or add ${personName} to a stage.`,
    rollout: true,
  }
}

const ceiling: Judge = ({ ceiling: given, editorName }) =>
  given === undefined
    ? undefined
    : {
        action: 'none',
        why: `${editorName} takes no more people just now.`,
        report: `A ceiling of the roll-out is reached: ${given}.`,
        change: `Administration → Roll-out of ${editorName}: raise the ceiling of the stage.`,
        rollout: true,
      }

const policy: Judge = ({ microsoft365 }) => {
  const given = microsoft365?.policy
  if (!given || given.value === 'edit') return undefined
  // what is set above has to be raised first
  const places = given.from === given.organization || given.own === 'edit' ? given.from : `${given.from}, then of ${given.organization}`
  const change = `Administration → Policies of ${places}: set Microsoft 365 Integration to Edit.`
  return given.value === 'view'
    ? {
        action: 'view',
        why: 'Your organization lets you view files in Microsoft 365 but not change them.',
        report: `${given.from} allows viewing only: set the policy to Edit.`,
        change,
      }
    : {
        action: 'none',
        why: 'Your organization does not use Microsoft 365.',
        report: `${given.from} does not allow it: set the policy to View or Edit.`,
        change,
      }
}

const account: Judge = ({ microsoft365, personName }) =>
  microsoft365?.guest
    ? {
        action: 'none',
        why: 'Guests cannot use Microsoft 365.',
        report: `A guest: make ${shortOf(personName)} a standard account.`,
        change: `Administration → Accounts: change ${personName} from Guest to Standard account.`,
      }
    : undefined

const revision: Judge = ({ oldRevision }) =>
  oldRevision
    ? {
        action: 'view',
        why: 'This is an old revision.',
        report: 'An old revision: it can only be viewed.',
        change: 'Revisions of the file: restore it to make it the newest.',
      }
    : undefined

const right: Judge = ({ right: given, personName }) => {
  if (given === undefined || given === 'edit') return undefined
  const change = `Make ${personName} an Editor of the Team Share, or share the file with them as Editor.`
  return given === 'view'
    ? {
        action: 'view',
        why: 'You may view this file but not change it.',
        report: `May only view this file: make ${shortOf(personName)} an Editor.`,
        change,
      }
    : { action: 'none', why: 'This file is not shared with you.', report: `Not shared with ${shortOf(personName)}.`, change }
}

const licence: Judge = ({ microsoft365, personName }) => {
  const given = microsoft365?.licence
  if (!given || !microsoft365) return undefined
  const short = shortOf(personName)
  if (given.subscription === 'none') {
    // Microsoft asks for none in its test environment
    if (microsoft365.environment === 'test') return undefined
    return {
      action: 'view',
      why: 'Your organization has no Microsoft 365 subscription, so you can view this file but not change it.',
      report: 'No subscription: set it to Commercial once there is one.',
      change: `Administration → Organizations: set the Microsoft 365 subscription of ${microsoft365.policy?.organization ?? 'the organization'} to Commercial.`,
    }
  }
  if (given.held) return undefined
  if (given.held === false)
    return {
      action: 'view',
      why: 'You have no Microsoft 365 licence for editing, so you can view this file but not change it.',
      report: `No licence: give ${short} one in Microsoft’s admin centre.`,
      change: `Microsoft 365 admin centre: give ${personName} a licence with Office for the web; it is seen within the hour.`,
    }
  return given.checkable
    ? {
        action: 'view',
        why: 'Sign in to Microsoft 365 to change this file.',
        report: `Licence not checked: ${short} has to sign in to Microsoft 365 once.`,
        change: `${personName}: open the file and choose “Sign in to Microsoft 365 to edit”.`,
        signIn: true,
      }
    : {
        action: 'view',
        why: 'Your Microsoft 365 licence cannot be checked here, so you can view this file but not change it.',
        report: 'Licence not checked: set up Microsoft Graph.',
        change: 'Settings file: set microsoftClientId and microsoftClientSecret.',
      }
}

const unreachable: Judge = ({ editorName, reachable }) =>
  reachable === false
    ? {
        action: 'none',
        why: `${editorName} cannot be reached just now.`,
        report: `${editorName} cannot be reached: look at its discovery.`,
        change: `Administration → Editors: look at the discovery address of ${editorName}.`,
      }
    : undefined

const OTHER_EDITOR = 'Administration → Editors: add an editor that can, or put one that can first.'

const type: Judge = ({ editorName, type: given }) => {
  if (!given || given.action === 'edit') return undefined
  const files = extensionIn(given.extension)
  const sentence = given.action === 'view' ? `${editorName} can show ${files} but not change them.` : `${editorName} cannot open ${files}.`
  return { action: given.action, why: sentence, report: sentence, change: OTHER_EDITOR }
}

const size: Judge = ({ size: given }) => {
  const sentence = given?.view ?? given?.edit
  if (!given || sentence === undefined) return undefined
  return { action: given.view === undefined ? 'view' : 'none', why: sentence, report: sentence, change: OTHER_EDITOR }
}

const lock: Judge = ({ lock: given }) =>
  given === undefined
    ? undefined
    : { action: 'view', why: given, report: given, change: 'Wait until it is closed there, or ask for it with “Ask to edit”.' }

/** The order. */
export const CLAUSES: readonly (readonly [Clause, Judge])[] = [
  ['state', state],
  ['stage', (facts) => stage(facts) ?? rolledOut(facts)],
  ['ceiling', ceiling],
  ['policy', policy],
  ['account', account],
  ['revision', revision],
  ['right', right],
  ['licence', licence],
  ['unreachable', unreachable],
  ['type', type],
  ['size', size],
  ['lock', lock],
]

const RANK = { none: 0, view: 1, edit: 2 }

/** What the person gets, and the first clause that lowered it to that. */
export function decide(facts: Facts): Verdict {
  let verdict: Verdict = { action: 'edit' }
  for (const [clause, judge] of CLAUSES) {
    const limit = judge(facts)
    if (limit && RANK[limit.action] < RANK[verdict.action]) verdict = { ...limit, clause }
    if (verdict.action === 'none') break
  }
  return verdict
}

/** Whether the licence alone would keep the person from editing, whatever else does: a launch without one never edits. */
export const lacksLicence = (facts: Facts): boolean => licence(facts) !== undefined
