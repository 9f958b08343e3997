import {
  DOCS_NORMAL_EDITOR_UNIT_ID_KEY,
  type DocumentDataModel,
  type Injector,
  IUniverInstanceService,
  UniverInstanceType,
} from '@univerjs/core'
import { AFTER_CELL_EDIT, SheetInterceptorService } from '@univerjs/preset-sheets-core'
import { TYPE } from '../xlsx/grid/constants.ts'

/** before what makes numbers, dates and formulas of what is typed */
const FIRST = 10_000

/** Keeps what is typed into a cell as it was typed: 007, 1/2 and =A1 are text. `onFormula` is told of what looks like a formula. */
export function keepTyped(injector: Injector, onFormula: () => void): void {
  const instances = injector.get(IUniverInstanceService)
  injector.get(SheetInterceptorService).writeCellInterceptor.intercept(AFTER_CELL_EDIT, {
    priority: FIRST,
    handler(value, { worksheet, row, col }) {
      const typed = instances
        .getUnit<DocumentDataModel>(DOCS_NORMAL_EDITOR_UNIT_ID_KEY, UniverInstanceType.UNIVER_DOC)
        ?.getSnapshot()
        .body?.dataStream.replace(/\r\n$/, '')
        .replace(/\r\n?/g, '\n')
      const before = worksheet.getCellRaw(row, col)
      if (typed === undefined || (before?.v ?? '') === typed) return before ?? value
      if (typed.startsWith('=')) onFormula()
      return { v: typed, t: TYPE.text, f: null, si: null, p: null }
    },
  })
}
