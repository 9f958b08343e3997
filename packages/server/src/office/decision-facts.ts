import type { Clause, Microsoft365State, Subscription } from '@moorage/api'

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
export type Judge = (facts: Facts) => Limit | undefined

/** "Ben Okafor" → "Ben": beside the person that it is about that is enough */
export const shortOf = (name: string) => (name.includes(',') ? name : (name.split(' ')[0] ?? name))
