import { notPublic } from '../../office/public-names.ts'
import { addressOf, type Editor } from '../../office/registry.ts'
import { connectionProblem, probe } from '../ask.ts'
import { type Finding, failure, ok, type World } from '../check.ts'
import { silentEditor } from '../editor-discovery.ts'

const LOOPBACK = /^(localhost|127\.|\[::1\])|\.localhost$/
const isLoopback = (address: string) => LOOPBACK.test(new URL(address).hostname)

const escaped = (host: string) => host.replace(/[.]/g, '\\.')

/** What has to stand in the editor's own settings so that it calls this address, line by line. */
export function allowList({ profile, wopiOrigin }: Pick<Editor, 'profile' | 'wopiOrigin'>): string | undefined {
  const { hostname, host, protocol, port } = new URL(wopiOrigin)
  if (profile === 'collabora')
    return [
      'Collabora, coolwsd.xml:',
      '<storage><wopi allow="true"><alias_groups mode="groups"><group>',
      `  <host allow="true">${protocol}//${escaped(hostname)}:${port || (protocol === 'https:' ? 443 : 80)}</host>`,
      '</group></alias_groups></wopi></storage>',
      `Docker image: -e aliasgroup1=${wopiOrigin}`,
    ].join('\n')
  if (profile === 'onlyoffice')
    return [
      'ONLYOFFICE, local.json:',
      `{ "wopi": { "enable": true }, "services": { "CoAuthoring": { "ipfilter": { "rules": [{ "address": "${hostname}", "allowed": true }, { "address": "*", "allowed": false }] } } } }`,
      isLoopback(wopiOrigin) || !hostname.includes('.')
        ? '{ "services": { "CoAuthoring": { "request-filtering-agent": { "allowPrivateIPAddress": true } } } }'
        : '',
    ]
      .filter(Boolean)
      .join('\n')
  if (profile === 'microsoft') return `Microsoft’s domain form, WOPI domains: ${host}`
  return undefined
}

export async function toldAddress(world: World, editor: Editor): Promise<Finding> {
  const silent = silentEditor(editor)
  if (silent) return silent
  const { wopiOrigin, name, profile } = editor
  const lines = allowList(editor)
  const why = `${name} calls this address for every file: what does not answer there does not open.`
  const discovery = addressOf(editor) as string
  if (profile === 'microsoft' && !editor.rehearsal && !isLoopback(discovery)) {
    const hidden = notPublic(world.app.config)
    if (hidden) return failure(hidden, { why, change: lines ?? 'publicUrl in moorage.yaml' })
  }
  if (isLoopback(wopiOrigin) && !isLoopback(discovery))
    return failure(`It is told ${wopiOrigin}, which on its machine is that machine itself`, {
      why,
      change: `Set publicUrl (or wopiUrl, or this editor's wopiOrigin) in moorage.yaml to a name that ${new URL(discovery).hostname} can reach.${lines ? `\nThen:\n${lines}` : ''}`,
    })
  const setting =
    wopiOrigin === world.app.config.wopiTestOrigin
      ? 'wopiTestUrl'
      : wopiOrigin === world.app.config.wopiOrigin
        ? 'wopiUrl'
        : `wopiOrigin of ${editor.id}`
  const change = `Let ${new URL(wopiOrigin).host} lead to this server, or correct ${setting} in moorage.yaml.`
  try {
    const { seen, answer } = await probe(world, wopiOrigin)
    if (!seen) return failure(`It is told ${wopiOrigin}, which is answered by something else (status ${answer.status})`, { why, change })
  } catch (error) {
    return failure(`It is told ${wopiOrigin}: ${connectionProblem(error)}`, { why, change })
  }
  return { ...ok(`It is told ${wopiOrigin}, which leads here`), ...(lines ? { change: lines } : {}) }
}
