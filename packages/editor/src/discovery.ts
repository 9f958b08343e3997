import { type Discovery, type DiscoveryAction, type DiscoveryApp, writeDiscovery } from '@moorage/wopi'
import { validationApp } from './validation-app.ts'

/**
 * Every app that we are, and what it does with which extension. Discovery, tests and the shell's views follow this
 * table. `converted`: shown while LibreOffice is there (convert/).
 */
export const APPS = [
  { name: 'Word', icon: 'word', edit: ['docx'], view: [], converted: ['doc', 'odt'] },
  { name: 'Text', icon: 'text', edit: ['txt', 'md', 'csv', 'tsv'], view: [], converted: [] },
  { name: 'Excel', icon: 'excel', edit: ['xlsx'], view: [], converted: ['xls', 'ods'] },
  { name: 'PowerPoint', icon: 'powerpoint', edit: ['pptx'], view: [], converted: ['ppt', 'odp'] },
  { name: 'Pdf', icon: 'pdf', edit: [], view: ['pdf'], converted: [] },
  { name: 'Image', icon: 'image', edit: [], view: ['png', 'jpg', 'jpeg', 'gif', 'webp'], converted: [] },
] as const

const PLACEHOLDERS =
  '<ui=UI_LLCC&><rs=DC_LLCC&><dchat=DISABLE_CHAT&><hid=HOST_SESSION_ID&><sc=SESSION_CONTEXT&><wopisrc=WOPI_SOURCE&><IsLicensedUser=BUSINESS_USER&>'

function actions(origin: string, app: (typeof APPS)[number], converts: boolean): DiscoveryAction[] {
  const row = (name: string, ext: string, page: string, isDefault: boolean): DiscoveryAction => ({
    name,
    ext,
    urlsrc: `${origin}/${page}${PLACEHOLDERS}`,
    // WOPI: `requires` keeps hosts without locks from offering an edit that could never be saved
    requires: name === 'view' ? [] : ['locks', 'update'],
    isDefault,
  })
  return [
    ...app.edit.flatMap((ext) => [row('view', ext, 'view?', false), row('edit', ext, 'edit?', true)]),
    ...[...app.view, ...(converts ? app.converted : [])].map((ext) => row('view', ext, 'view?', true)),
    // what can be edited can be begun: an empty file is filled (blank/) before it is locked
    ...app.edit.map((ext) => row('editnew', ext, 'edit?new=1&', false)),
  ]
}

/** Our discovery file. The zone follows the scheme under which browsers reach us: an https page may not frame http. */
export function discoveryXml(origin: string, proofKey: NonNullable<Discovery['proofKey']>, { converts }: { converts: boolean }): string {
  const apps = APPS.map(
    (app): DiscoveryApp => ({
      name: app.name,
      favIconUrl: `${origin}/icons/${app.icon}.svg`,
      // as Microsoft's file says it: in a rehearsal this one takes its place
      checkLicense: true,
      actions: actions(origin, app, converts),
    }),
  )
  const zone = {
    name: origin.startsWith('https:') ? ('external-https' as const) : ('external-http' as const),
    apps: [...apps, validationApp(origin)],
  }
  return writeDiscovery({ zones: [zone], proofKey })
}
