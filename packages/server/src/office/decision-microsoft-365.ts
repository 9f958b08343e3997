import { type Judge, shortOf } from './decision-facts.ts'

const PAGE = 'Administration → Microsoft 365'

export const state: Judge = ({ microsoft365 }) =>
  microsoft365?.state === 'off'
    ? {
        action: 'none',
        why: 'Microsoft 365 is switched off.',
        report: 'Microsoft 365 is off: start a rehearsal, or turn on Testing.',
        change: `${PAGE}: start a rehearsal, or set the state to Testing or Production.`,
      }
    : undefined

export const stage: Judge = ({ microsoft365, personName }) => {
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

export const policy: Judge = ({ microsoft365 }) => {
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

export const account: Judge = ({ microsoft365, personName }) =>
  microsoft365?.guest
    ? {
        action: 'none',
        why: 'Guests cannot use Microsoft 365.',
        report: `A guest: make ${shortOf(personName)} a standard account.`,
        change: `Administration → Accounts: change ${personName} from Guest to Standard account.`,
      }
    : undefined

export const licence: Judge = ({ microsoft365, personName }) => {
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
