import { MICROSOFT_PRODUCTION_URL, MICROSOFT_TEST_URL } from '../../config-variables.ts'
import { microsoft365, storedMicrosoft365 } from '../../office/microsoft-365.ts'
import { stepsOf } from '../../office/microsoft-365-steps.ts'
import { notPublic } from '../../office/public-names.ts'
import { type Finding, failure, fineForTrying, notApplicable, ok, type ServerCheck, type World, warning } from '../check.ts'

const NAMES = { testing: 'Testing', production: 'Production' }

/** What goes into Microsoft's form must be true of this server. */
async function addressesFitTheForm({ app }: World): Promise<Finding> {
  const { state, rehearsal } = microsoft365(app)
  const problem = notPublic(app.config)
  const { portalOrigin, wopiOrigin, wopiTestOrigin } = app.config
  if (state === 'off' || (state === 'testing' && rehearsal)) {
    if (problem) return fineForTrying('set publicUrl to an https address with a public name')
    return ok(`Ready for Microsoft’s form: ${portalOrigin}, WOPI ${wopiOrigin}, for tests ${wopiTestOrigin}`)
  }
  const why = 'Microsoft admits host names, and its editors call them over the internet: from there no document opens.'
  if (problem)
    return failure(`Microsoft 365 is in ${NAMES[state]}, and no Microsoft can reach this server. ${problem}`, {
      why,
      change: 'publicUrl: https://files.example.com in moorage.yaml, with your name; then restart and tell Microsoft its domains.',
    })
  if (wopiOrigin === wopiTestOrigin)
    return failure(`wopiUrl and wopiTestUrl are both ${wopiOrigin}`, {
      why: 'Microsoft wants a domain of its own for its test environment.',
      change: `wopiTestUrl: https://wopi-test.${new URL(portalOrigin).host} in moorage.yaml; then restart. Microsoft’s form names it under test domains.`,
    })
  return ok(`Microsoft reaches the portal at ${portalOrigin}, WOPI at ${wopiOrigin}, for tests at ${wopiTestOrigin}`)
}

async function stepsAreDone({ app }: World): Promise<Finding> {
  const { state, rehearsal, testUrl, productionUrl } = microsoft365(app)
  if (state === 'off') return notApplicable('Microsoft 365 is Off')
  if (rehearsal && state === 'testing') return notApplicable('The built-in editor rehearses in Microsoft’s place')
  const open = stepsOf(storedMicrosoft365(app), state).filter(({ name, state: done }) => done !== 'done' && name !== 'roll-out')
  if (state === 'production' && open.length > 0)
    return warning(`Microsoft 365 is in Production, but not done: ${open.map(({ name }) => name).join(', ')}`, {
      why: 'Microsoft opens nothing for a host that it has not validated.',
      change: 'Administration → Microsoft 365: tick what is done; go back to Testing if it is not.',
    })
  const [used, usual] = state === 'testing' ? [testUrl, MICROSOFT_TEST_URL] : [productionUrl, MICROSOFT_PRODUCTION_URL]
  if (used !== usual)
    return warning(`Microsoft 365 is in ${NAMES[state]} with ${used} instead of Microsoft’s own address`, {
      why: 'What people open is not Microsoft’s, though it is called so.',
      change: `${state === 'testing' ? 'WOPI_TEST_URL' : 'WOPI_PRODUCTION_URL'}: ${usual} (or leave it out) in moorage.yaml; then moorage reload.`,
    })
  return ok(
    `Microsoft 365 is in ${NAMES[state]}${open.length > 0 ? `; still to do: ${open.map(({ name }) => name).join(', ')}` : ', and every step is done'}`,
  )
}

export const microsoft365FormChecks: ServerCheck[] = [
  {
    id: 'microsoft-365-form',
    group: 'settings',
    title: 'Microsoft’s form can be filled in',
    short: true,
    offline: true,
    look: addressesFitTheForm,
  },
  { id: 'microsoft-365-steps', group: 'settings', title: 'Microsoft 365 is where its steps say', offline: true, look: stepsAreDone },
]
