import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const OFFICE = '/org.openoffice.Office'

/**
 * What a document may not do while it is read: run macros, load what it links to, ask the network. Unknown names are
 * passed over by older versions. In Writer 0 is never, in Calc 1.
 */
const SETTINGS: [path: string, name: string, value: string][] = [
  [`${OFFICE}.Common/Security/Scripting`, 'DisableMacrosExecution', 'true'],
  [`${OFFICE}.Common/Security/Scripting`, 'MacroSecurityLevel', '3'],
  [`${OFFICE}.Common/Security/Scripting`, 'BlockUntrustedRefererLinks', 'true'],
  [`${OFFICE}.Common/Security/Scripting`, 'DisableActiveContent', 'true'],
  [`${OFFICE}.Common/Security/Scripting`, 'CheckDocumentEvents', 'true'],
  [`${OFFICE}.Writer/Content/Update`, 'Link', '0'],
  [`${OFFICE}.Calc/Content/Update`, 'Link', '1'],
  [`${OFFICE}.Common/Misc`, 'FirstRun', 'false'],
]

const item = ([path, name, value]: (typeof SETTINGS)[number]) =>
  `<item oor:path="${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`

const MODIFICATIONS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${SETTINGS.map(item).join('')}</oor:items>
`

/** A user profile of its own for one conversion: nothing that one document leaves there is seen by the next. */
export async function makeProfile(folder: string): Promise<void> {
  await mkdir(join(folder, 'user'), { recursive: true })
  await writeFile(join(folder, 'user', 'registrymodifications.xcu'), MODIFICATIONS)
}
