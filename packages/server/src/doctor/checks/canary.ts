import { proofKeys } from '@moorage/editor'
import { editorKeysFile } from '../../data-folder.ts'
import { BUILT_IN } from '../../office/editors.ts'
import { type Editor, registryOf } from '../../office/registry.ts'
import { type Answer, connectionProblem } from '../ask.ts'
import { type Canary, openCanary } from '../canary.ts'
import { type CheckDefinition, type Finding, failure, notApplicable, ok, type World } from '../check.ts'
import { untouchedLines } from './raw-target.ts'

const text = new TextEncoder()
/** everything that proxies like to tidy up: escapes of both cases, a plus, a double slash */
const TRAP = '&sc=%2F%2f+a//B%41'

/** The built-in editor, called at another address of WOPI. */
export const builtInAt = (world: World, wopiOrigin: string): Editor => ({
  ...(registryOf(world.app).known.get(BUILT_IN) as Editor),
  wopiOrigin,
})

/** For the built-in editor's calls in the doctor's hands. */
export const builtInKeys = ({ app }: World) => proofKeys(editorKeysFile(app.config.dataFolder))

const proxyLines = (world: World) =>
  `${untouchedLines(world)}\nThe host name must arrive too (nginx: proxy_set_header Host $http_host), and X-WOPI-Proof, X-WOPI-ProofOld and X-WOPI-TimeStamp.`

const hidden = (target: string, { accessToken }: Canary) => target.replaceAll(accessToken, '…')

/** What became of the signature on its way, in words. */
function lost(canary: Canary, sent: string, { status }: Answer): string {
  const heard = canary.heard.at(-1)
  if (!heard) return `the call never arrived: something else answered ${status}`
  const reason = heard.verdict.outcome === 'refused' ? heard.verdict.reason : ''
  if (heard.target !== sent) return `sent ${hidden(sent, canary)}, arrived ${hidden(heard.target, canary)}`
  if (reason === 'missing') return 'the address arrived as it was sent, but without the headers of the proof'
  return reason ? `the address arrived as it was sent, the proof was refused (${reason})` : `it was answered ${status} on its way back`
}

async function signedCall(world: World, wopiOrigin: string): Promise<Finding> {
  const canary = openCanary(world.app, builtInAt(world, wopiOrigin), 'Canary.txt', text.encode('canary'))
  try {
    const target = `${new URL(canary.wopiSrc).pathname}?access_token=${canary.accessToken}${TRAP}`
    const call = async (signedTarget: string) => {
      const { accessToken } = canary
      const proof = await builtInKeys(world).headers({ url: wopiOrigin + signedTarget, accessToken, now: world.app.now() })
      return world.ask(wopiOrigin, target, { headers: { ...proof, authorization: `Bearer ${accessToken}` } })
    }
    const good = await call(target)
    if (good.status !== 200)
      return failure(`A signed call through ${wopiOrigin} was refused: ${lost(canary, target, good)}`, {
        why: 'Editors sign each call over the exact address: none of them can open a file.',
        change: proxyLines(world),
      })
    if (!good.text.includes('"BaseFileName"'))
      return failure(`A signed call through ${wopiOrigin} was answered with something else than CheckFileInfo`, {
        why: 'Editors cannot read the answer: nothing opens.',
        change: proxyLines(world),
      })
    const wrong = await call(`${target}x`)
    if (wrong.status !== 500)
      return failure(`A wrongly signed call through ${wopiOrigin} was answered ${wrong.status}, not 500`, {
        why: 'Strangers with a token are not told from editors, and Microsoft’s validation fails.',
        change:
          'Let the proxy pass each call and its answer unchanged: no cache, no error pages of its own (nginx: proxy_intercept_errors off).',
      })
    return ok(`A signed call through ${wopiOrigin} was accepted, one with a wrong signature refused with 500`)
  } catch (error) {
    return failure(`A signed call through ${wopiOrigin}: ${connectionProblem(error)}`, {
      why: 'Editors call this address: nothing opens.',
      change: `Let ${new URL(wopiOrigin).host} lead to this server.`,
    })
  } finally {
    canary.end()
  }
}

export const canaryChecks: CheckDefinition[] = [
  {
    id: 'signed-call',
    group: 'editors',
    title: 'A signed call survives the way to WOPI',
    look: (world) => signedCall(world, world.app.config.wopiOrigin),
  },
  {
    id: 'signed-call-test',
    group: 'editors',
    title: 'A signed call survives the way to WOPI’s test address',
    look: async (world) => {
      const { wopiOrigin, wopiTestOrigin } = world.app.config
      return wopiTestOrigin === wopiOrigin ? notApplicable('It is the address of WOPI itself') : signedCall(world, wopiTestOrigin)
    },
  },
]
