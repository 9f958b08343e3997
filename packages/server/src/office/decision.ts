import type { Clause } from '@moorage/api'
import { type Facts, type Judge, shortOf, type Verdict } from './decision-facts.ts'
import { account, licence, policy, stage, state } from './decision-microsoft-365.ts'

const extensionIn = (extension: string) => (extension ? `.${extension} files` : 'files of this kind')
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

/**
 * Who gets which editor for a file, and how. The one place that decides it: the portal's lists and "Open with", the
 * host page, /api/admin/why and every WOPI call ask this function and nothing else. Pure: facts in, verdict out.
 * The verdict is of the first clause that lowered it so far.
 */
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
