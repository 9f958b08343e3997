import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPackage } from '../../packages/editor/web/ooxml/package.ts'
import { applyStructure, refusal } from '../../packages/editor/web/xlsx/structure/apply.ts'
import { deleteColumns, deleteRows, insertColumns, insertRows } from '../../packages/editor/web/xlsx/structure/testing/after.ts'
import { book } from '../../packages/editor/web/xlsx/structure/testing/books.ts'
import { workbook, worksheet } from '../../packages/editor/web/xlsx/testing/workbook.ts'
import { LibreOffice } from './libreoffice.ts'

const BASIC = readFileSync(new URL('./xlsx-structure.bas', import.meta.url), 'utf8')
const SHARED = new URL('../../../shared/documents/', import.meta.url)

const row = (number: number, ...cells: [column: string, content: string][]) =>
  `<row r="${number}">${cells.map(([column, content]) => `<c r="${column}${number}">${content}</c>`).join('')}</row>`
const RICH = workbook({
  sheets: {
    One: worksheet(
      [
        row(1, ['A', '<v>1</v>'], ['B', '<f>SUM(A1:A6)</f>'], ['D', '<f>SUM($A$2:$A$4)+A6</f>']),
        row(2, ['A', '<v>2</v>'], ['B', '<f t="shared" ref="B2:B5" si="0">A2*$A$1+Two!A2</f>']),
        row(3, ['A', '<v>3</v>'], ['B', '<f t="shared" si="0"/>'], ['C', '<f>COUNT(A:A)+COUNT(2:2)</f>']),
        row(4, ['A', '<v>4</v>'], ['B', '<f t="shared" si="0"/>'], ['C', '<f>SUM(Rate,A1)</f>']),
        row(5, ['A', '<v>5</v>'], ['B', '<f t="shared" si="0"/>'], ['C', '<f>INDEX(A1:B6,2,1)&amp;"A3"</f>']),
        row(6, ['A', '<v>6</v>'], ['F', '<f t="array" ref="F6:F8">A4:A6*2</f>']),
      ].join(''),
    ),
    Two: worksheet(row(1, ['A', '<f>One!A5+A2</f>'], ['B', '<f>SUM(One!A2:B5)</f>']) + row(2, ['A', '<v>7</v>'], ['B', '<f>One!$C$4</f>'])),
  },
  book: '<definedNames><definedName name="Rate">One!$A$3:$A$5</definedName></definedNames>',
})

const shared = ['dataValidationTableRange.xlsx', 'SimpleScatterChart.xlsx'].filter((name) => existsSync(new URL(name, SHARED)))
const CASES = [
  { name: 'rich', bytes: RICH },
  ...fc.sample(book, { numRuns: 5, seed: 3 }).map((bytes, index) => ({ name: `random${index}`, bytes })),
  ...shared.map((name) => ({ name: name.replace('.xlsx', ''), bytes: new Uint8Array(readFileSync(new URL(name, SHARED))) })),
]
const STEPS = [insertRows(2, 2), deleteRows(2, 2), insertColumns(1, 1), deleteColumns(1, 1), deleteRows(0, 1)]

let office: LibreOffice
beforeAll(async () => {
  office = await LibreOffice.start()
})
afterAll(() => office?.stop())

/** What is gone is written in several ways. */
const plain = (told: string) => told.replace(/[$\w'.]*#REF![#$\w'.:!]*/g, '#REF!')

test('a second office suite, told to put rows and columns in and take them out, comes to the same formulas and results', async () => {
  const files: Record<string, Uint8Array | string> = {}
  const jobs: string[] = []
  const pairs: [name: string, random: boolean][] = []
  for (const { name, bytes } of CASES) {
    files[`${name}.xlsx`] = bytes
    const sheet = /sheetId="(\d+)"/.exec(openPackage(bytes).text('xl/workbook.xml'))?.[1] ?? ''
    for (const step of STEPS.slice(0, shared.includes(`${name}.xlsx`) ? 2 : 5).map((each) => ({ ...each, sheet }))) {
      const pack = openPackage(bytes)
      if (refusal(pack, step) !== undefined) continue
      applyStructure(pack, step)
      const id = `${name}-${step.do}-${step.what}-${step.at}`
      files[`${id}.xlsx`] = pack.write()
      jobs.push(`${id}.xlsx ${id}.ours`, `${name}.xlsx ${id}.theirs ${step.do} ${step.what} ${step.at} ${step.count}`)
      pairs.push([id, name.startsWith('random')])
    }
  }
  const told = await office.run(BASIC, { ...files, jobs: jobs.join('\n') })
  expect(told.get('failed')).toBeUndefined()
  // Random formulas go round in circles and have no results. And LibreOffice errs by itself where it takes a column of
  // formulas on another sheet for one formula, and part of a range goes that they refer to.
  const lines = (name: string, random: boolean) =>
    plain(told.get(name) ?? `nothing told of ${name}`)
      .split('\n')
      .filter((line) => !(random && name.includes('delete') && line.startsWith('Two!')))
      .map((line) => (random ? line.replace(/ is .*$/, '') : line))
  for (const [id, random] of pairs) expect(lines(`${id}.ours`, random), id).toEqual(lines(`${id}.theirs`, random))
})
