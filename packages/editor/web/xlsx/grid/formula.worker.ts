import { LogLevel, Univer } from '@univerjs/core'
import { UniverSheetsCoreWorkerPreset } from '@univerjs/preset-sheets-core/worker'
import { keepNamesInFormulas } from './formula-names.ts'
import { keepMissingSheetsApart } from './missing-sheets.ts'

keepNamesInFormulas()
keepMissingSheetsApart()
const univer = new Univer({ logLevel: LogLevel.ERROR })
for (const plugin of UniverSheetsCoreWorkerPreset().plugins) {
  if (!Array.isArray(plugin)) univer.registerPlugin(plugin)
  else univer.registerPlugin(plugin[0], plugin[1])
}
