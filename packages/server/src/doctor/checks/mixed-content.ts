import type { Editor } from '../../office/registry.ts'
import { type Finding, failure, fineForTrying, ok, type World } from '../check.ts'

const COLLABORA = `coolwsd.xml, under <config><ssl>:
  <enable type="bool">false</enable>
  <termination type="bool">true</termination>`
const ONLYOFFICE = 'ONLYOFFICE, at its proxy: proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $http_host;'

const insecureAction = ({ zone }: Editor) =>
  zone?.apps.flatMap(({ actions }) => actions).find(({ urlsrc }) => urlsrc.toLowerCase().startsWith('http:'))

/** A page with https may frame pages with https only. */
export async function mixedContent({ app, editors }: World): Promise<Finding> {
  const { portalOrigin, wopiOrigin, wopiTestOrigin, editorOrigin } = app.config
  if (portalOrigin.startsWith('http:')) return fineForTrying('https for the portal, WOPI and editors alike')
  const insecure = Object.entries({ editorUrl: editorOrigin, wopiUrl: wopiOrigin, wopiTestUrl: wopiTestOrigin }).filter(([, origin]) =>
    origin.startsWith('http:'),
  )
  if (insecure.length > 0)
    return failure(`The portal is https, but ${insecure.map(([setting, origin]) => `${setting} is ${origin}`).join(', ')}`, {
      why: 'Browsers do not show an insecure editor within a secure page, and access tokens would travel readable.',
      change: `In moorage.yaml: ${insecure.map(([setting, origin]) => `${setting}: ${origin.replace('http:', 'https:')}`).join('\n')}`,
    })
  for (const editor of editors) {
    const action = insecureAction(editor)
    if (!action) continue
    const { origin } = new URL(action.urlsrc.replace(/[<?].*$/s, ''))
    return failure(`The portal is https, but ${editor.name} says that it opens at ${origin}`, {
      why: 'Browsers do not show an insecure editor within a secure page: the frame stays empty.',
      change:
        editor.profile === 'collabora'
          ? COLLABORA
          : editor.profile === 'onlyoffice'
            ? ONLYOFFICE
            : `Let ${editor.name} name https addresses in its discovery.`,
    })
  }
  return ok('The portal, WOPI and every editor that is known are https')
}
