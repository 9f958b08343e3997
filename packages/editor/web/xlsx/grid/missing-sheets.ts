import { BaseReferenceObject } from '@univerjs/engine-formula'

interface Reference {
  _checkIfWorksheetMiss(): boolean
  getSheetId(): string
}

let done = false

/**
 * A reference to a sheet that does not exist has no id of a sheet, and the library takes its formula's own for one
 * (0.25.1): the error is then kept as the value of the cells of that address here, for whatever else is worked out in the
 * same round.
 */
export function keepMissingSheetsApart(): void {
  if (done) return
  done = true
  const reference = BaseReferenceObject.prototype as unknown as Reference
  const { getSheetId } = reference
  reference.getSheetId = function () {
    return this._checkIfWorksheetMiss() ? '' : getSheetId.call(this)
  }
}
