import '@univerjs/preset-sheets-core/lib/index.css'
import '@univerjs/preset-sheets-conditional-formatting/lib/index.css'
import '@univerjs/preset-sheets-data-validation/lib/index.css'
import '@univerjs/preset-sheets-note/lib/index.css'
import { LocaleType, LogLevel, mergeLocales, Univer } from '@univerjs/core'
import { FUniver } from '@univerjs/core/facade'
import { UniverSheetsConditionalFormattingPreset } from '@univerjs/preset-sheets-conditional-formatting'
import conditionalWords from '@univerjs/preset-sheets-conditional-formatting/locales/en-US'
import { CalculationMode, UniverSheetsCorePreset } from '@univerjs/preset-sheets-core'
import words from '@univerjs/preset-sheets-core/locales/en-US'
import { UniverSheetsDataValidationPreset } from '@univerjs/preset-sheets-data-validation'
import validationWords from '@univerjs/preset-sheets-data-validation/locales/en-US'
import { UniverSheetsNotePreset } from '@univerjs/preset-sheets-note'
import noteWords from '@univerjs/preset-sheets-note/locales/en-US'
import { HIDDEN_MENUS, WORKBOOK_MENUS } from './menus.ts'
import { theme } from './theme.ts'
import { TRACKED_UNDO } from './tracked-undo.ts'
import { lookAtTypedCellsOnly } from './typed-formulas.ts'

lookAtTypedCellsOnly()

export interface Grid {
  univer: Univer
  api: FUniver
  destroy(): void
}

export interface GridOptions {
  container: HTMLElement
  dark: boolean
  recalculate: boolean
  /** without formulas, looks and sheets */
  textOnly: boolean
}

/** An empty grid in the container. Formulas are worked out in a worker; on opening only those without a result, unless `recalculate`. */
export function createGrid({ container, dark, recalculate, textOnly }: GridOptions): Grid {
  const worker = textOnly ? undefined : new Worker(new URL('./formula.worker.ts', import.meta.url), { type: 'module' })
  const univer = new Univer({
    theme,
    darkMode: dark,
    locale: LocaleType.EN_US,
    locales: { [LocaleType.EN_US]: mergeLocales(words, conditionalWords, validationWords, noteWords) },
    logLevel: LogLevel.ERROR,
    override: [TRACKED_UNDO],
  })
  const presets = [
    UniverSheetsCorePreset({
      container,
      ...(worker ? { workerURL: worker } : {}),
      ribbonType: 'simple',
      menu: textOnly ? { ...HIDDEN_MENUS, ...WORKBOOK_MENUS } : HIDDEN_MENUS,
      formula: {
        initialFormulaComputing: recalculate ? CalculationMode.FORCED : CalculationMode.WHEN_EMPTY,
        functionScreenTips: !textOnly,
      },
      sheets: { clipboardConfig: { hidePasteOptions: true }, disableForceStringAlert: textOnly, disableForceStringMark: textOnly },
      disableTextFormatAlert: textOnly,
      disableTextFormatMark: textOnly,
      footer: { menus: false, sheetBar: !textOnly },
    }),
    UniverSheetsConditionalFormattingPreset(),
    UniverSheetsDataValidationPreset({ showEditOnDropdown: false }),
    UniverSheetsNotePreset(),
  ]
  for (const { plugins } of presets)
    for (const plugin of plugins) {
      if (Array.isArray(plugin)) univer.registerPlugin(plugin[0], plugin[1])
      else univer.registerPlugin(plugin)
    }
  return {
    univer,
    api: FUniver.newAPI(univer),
    destroy() {
      univer.dispose()
      worker?.terminate()
    },
  }
}
