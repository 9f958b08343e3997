import { PROOF_FUTURE_MS, PROOF_LIFETIME_MS } from '@moorage/wopi'
import { addressOf, type Editor, registryOf } from '../../office/registry.ts'
import { type CheckDefinition, type EditorCheck, type Finding, failure, notApplicable, ok, type World, warning } from '../check.ts'
import { type DiscoveryNow, discoveryNow, silentEditor } from '../editor-discovery.ts'
import { toldAddress } from './told-address.ts'

const OFFICE = ['docx', 'xlsx', 'pptx']
const MINUTE = 60_000

type Look = (world: World, editor: Editor, found: DiscoveryNow) => Finding | Promise<Finding>

/** Only for editors that are on; one whose discovery cannot be read has said so in the check `discovery`. */
const whereRead =
  (look: Look): EditorCheck['lookAt'] =>
  async (world, editor) => {
    const silent = silentEditor(editor)
    if (silent) return silent
    const found = await discoveryNow(world, addressOf(editor) as string)
    return found.problem === undefined ? look(world, editor, found) : notApplicable('Its discovery cannot be read: see there')
  }

const plural = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

function inWords(ms: number): string {
  if (ms < MINUTE) return plural(Math.round(ms / 1000), 'second')
  return ms < 120 * MINUTE ? plural(Math.round(ms / MINUTE), 'minute') : plural(Math.round(ms / (60 * MINUTE)), 'hour')
}

/** Where its address is set, for people. */
function settingOf({ from, profile }: Editor): string {
  if (profile === 'microsoft') return 'discovery address under Administration → Microsoft 365'
  if (profile === 'built-in') return 'editorUrl in moorage.yaml'
  return from === 'file' ? 'discoveryUrl under editors in moorage.yaml' : 'discovery address under Administration → Editors'
}

async function discovery(world: World, editor: Editor): Promise<Finding> {
  const silent = silentEditor(editor)
  if (silent) return silent
  const address = addressOf(editor) as string
  const found = await discoveryNow(world, address)
  const known = registryOf(world.app).known.get(editor.id)
  const age = known?.readAt === undefined ? undefined : inWords(world.app.now() - known.readAt)
  const memory = age === undefined ? 'nothing of it is in memory' : `what is in memory was read ${age} ago`
  if (found.problem !== undefined)
    return failure(`${address} ${found.problem}; ${memory}`, {
      why:
        age === undefined
          ? `Nothing opens in ${editor.name}.`
          : `Files still open with what is known, but ${editor.name} itself may be down, and after its next update its addresses are stale.`,
      change: `Start the editor, or correct the ${settingOf(editor)}; let this machine reach ${new URL(address).host}.`,
    })
  return ok(`${address} answered ${found.bytes} bytes in ${found.ms} ms; ${memory}`)
}

const applications: Look = ({ app: { config } }, editor, { zone }) => {
  if (!zone || zone.apps.length === 0)
    return failure('Its discovery has no zone with an application', {
      why: `Nothing opens in ${editor.name}.`,
      change: `Look at the ${settingOf(editor)}: it must end in /hosting/discovery and be the editor's own.`,
    })
  const named = (action: string) =>
    new Set(zone.apps.flatMap(({ actions }) => actions.flatMap(({ name, ext }) => (name === action ? ext : []))))
  const [views, edits] = [named('view'), named('edit')]
  const dotted = (extensions: string[]) => extensions.map((extension) => `.${extension}`).join(', ')
  const seen = `Zone ${zone.name}, ${plural(zone.apps.length, 'application')}: edits ${dotted(OFFICE.filter((one) => edits.has(one))) || 'no Office files'}`
  const scheme = new URL(config.portalOrigin).protocol.replace(':', '')
  if (!zone.name.endsWith(`-${scheme}`))
    return warning(`${seen}; it has no zone for ${scheme}, which this portal is at`, {
      why: scheme === 'https' ? 'Browsers refuse to show an unencrypted editor in an https page.' : 'Its pages may lead elsewhere.',
      change:
        scheme === 'https'
          ? 'Collabora, coolwsd.xml: <ssl><enable>false</enable><termination>true</termination></ssl>\nONLYOFFICE: let the proxy send X-Forwarded-Proto: https'
          : 'Give the portal an https address (publicUrl), or switch TLS off in the editor.',
    })
  const unseen = OFFICE.filter((one) => !views.has(one) && !edits.has(one))
  const unedited = OFFICE.filter((one) => !edits.has(one))
  // what ours does not do, another editor does: nothing is to be mended in it
  if (editor.profile === 'built-in') return ok(`${seen}; shows ${dotted(OFFICE.filter((one) => !edits.has(one) && views.has(one)))}`)
  if (editor.profile === 'test') return ok(seen)
  if (unedited.length > 0)
    return warning(`${seen}; cannot edit ${dotted(unedited)}${unseen.length > 0 ? `, nor show ${dotted(unseen)}` : ''}`, {
      why: `Such files open in another editor or not at all.`,
      change: `Install what is missing in ${editor.name} (ONLYOFFICE: wopi.wordView, wordEdit, … in local.json list the extensions), or put an editor that can first under Administration → Editors.`,
    })
  return ok(seen)
}

const PROOF_LINES: Partial<Record<Editor['profile'], string>> = {
  collabora: 'Collabora: coolconfig generate-proof-key, then restart coolwsd; the key must lie in /etc/coolwsd/proof_key.',
  onlyoffice: 'ONLYOFFICE: documentserver-generate-wopi-keys, or privateKey, publicKey, modulus and exponent under wopi in local.json.',
}

const proofKeys: Look = (_world, editor, { keys }) => {
  const shown = keys ? (keys.old ? 'a current and an old proof key' : 'a current proof key, no old one') : 'no proof key'
  const where = editor.from === 'file' ? 'proof: required, under editors in moorage.yaml' : 'Administration → Editors: proof Required'
  const make = PROOF_LINES[editor.profile] ?? `Let ${editor.name} publish its proof keys in its discovery.`
  if (editor.proof === 'required' && !keys)
    return failure('It publishes no proof key, but its calls are only taken with a proof', {
      why: `Every call of ${editor.name} is refused with 500: nothing opens.`,
      change: `${make}\nOr, where that cannot be: ${where.replace(/required/i, 'off')}`,
    })
  if (editor.proof === 'off')
    return warning(`It publishes ${shown}; its calls are not checked, as its proof policy is off`, {
      why: 'Whoever gets hold of an address with a token can read and save that file in the editor’s name.',
      change: keys ? where : `${make}\nThen: ${where}`,
    })
  if (editor.proof === 'if-present' && editor.profile !== 'test')
    return keys
      ? warning(`It publishes ${shown}; calls without a proof are taken too`, {
          why: 'A call without any proof is not recognized as a stranger’s.',
          change: where,
        })
      : warning('It publishes no proof key, so its calls cannot be checked', {
          why: 'A call without any proof is not recognized as a stranger’s.',
          change: `${make}\nThen: ${where}`,
        })
  return ok(`It publishes ${shown}; policy: ${editor.proof}`)
}

const clock: Look = (_world, editor, { ahead }) => {
  if (ahead === undefined) return notApplicable('Its answer has no Date header')
  const off = Math.abs(ahead)
  const seen =
    off < 2000 ? 'Its clock and this server’s agree' : `Its clock is ${inWords(off)} ${ahead > 0 ? 'ahead of' : 'behind'} this server’s`
  const change = 'Switch on time synchronisation on both machines: timedatectl set-ntp true'
  const limit = ahead > 0 ? PROOF_FUTURE_MS : PROOF_LIFETIME_MS
  if (off >= limit && editor.proof !== 'off')
    return failure(seen, {
      why: `A proof is refused when it is ${PROOF_LIFETIME_MS / MINUTE} minutes old or ${PROOF_FUTURE_MS / MINUTE} minutes from the future: no call of ${editor.name} is taken.`,
      change,
    })
  if (off > 5 * MINUTE)
    return warning(seen, { why: `Proofs are good for ${PROOF_LIFETIME_MS / MINUTE} minutes, and this much of them is gone.`, change })
  return ok(seen)
}

export const editorChecks: CheckDefinition[] = [
  { id: 'discovery', group: 'editors', title: 'its discovery can be read now', lookAt: discovery },
  { id: 'applications', group: 'editors', title: 'it has applications for Office files', lookAt: whereRead(applications) },
  { id: 'proof-keys', group: 'editors', title: 'its calls can be checked', lookAt: whereRead(proofKeys) },
  { id: 'clock', group: 'editors', title: 'its clock is right', lookAt: whereRead(clock) },
  { id: 'told-address', group: 'editors', title: 'the WOPI address that it is told leads here', lookAt: toldAddress },
]
