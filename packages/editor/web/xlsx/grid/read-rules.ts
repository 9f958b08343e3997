import type { IRange, IStyleData } from '@univerjs/core'
import { columnLetters } from '../formula/reference.ts'
import { colorOf, type Palette } from './read-colors.ts'
import { rangesOf } from './read-sheet.ts'
import { attribute, children, inside, plain, scan } from './xml-scan.ts'

const on = (attributes: string, name: string, missing = false) => /^(1|true)$/.test(attribute(attributes, name) ?? (missing ? '1' : '0'))
const formulas = (inner: string, name: string) => children(inner, name).map((each) => plain(each.inner))

/** The kinds of conditional formats that the grid draws, in its own words; the others stay in the file unseen. */
export interface ConditionalRule {
  cfId: string
  ranges: IRange[]
  stopIfTrue: boolean
  rule: { type: string } & Record<string, unknown>
}

const TEXT: Record<string, string> = {
  containsText: 'containsText',
  notContainsText: 'notContainsText',
  beginsWith: 'beginsWith',
  endsWith: 'endsWith',
  containsBlanks: 'containsBlanks',
  notContainsBlanks: 'notContainsBlanks',
  containsErrors: 'containsErrors',
  notContainsErrors: 'notContainsErrors',
}

/** Where a cell is compared with anything but a number, as the formula that says the same of the ranges' first cell. */
const COMPARED: Record<string, (cell: string, one: string, two: string) => string> = {
  equal: (cell, one) => `${cell}=${one}`,
  notEqual: (cell, one) => `${cell}<>${one}`,
  greaterThan: (cell, one) => `${cell}>${one}`,
  greaterThanOrEqual: (cell, one) => `${cell}>=${one}`,
  lessThan: (cell, one) => `${cell}<${one}`,
  lessThanOrEqual: (cell, one) => `${cell}<=${one}`,
  between: (cell, one, two) => `AND(${cell}>=${one},${cell}<=${two})`,
  notBetween: (cell, one, two) => `OR(${cell}<${one},${cell}>${two})`,
}

const threshold = (attributes: string) => {
  const [type, value] = [attribute(attributes, 'type') ?? 'num', attribute(attributes, 'val')]
  if (type === 'formula') return { type, value: `=${value ?? ''}` }
  return { type, ...(value === undefined ? {} : { value: Number(value) }) }
}

function ruleOf(
  attributes: string,
  inner: string,
  corner: string,
  style: IStyleData,
  palette: Palette,
): ConditionalRule['rule'] | undefined {
  const [kind, operator] = [attribute(attributes, 'type') ?? '', attribute(attributes, 'operator')]
  const [one = '', two = ''] = formulas(inner, 'formula')
  const cell = (subType: string, more: object = {}) => ({ type: 'highlightCell', style, subType, ...more })
  const limits = [...scan(inner, 'cfvo')].filter(({ closing }) => !closing).map((tag) => threshold(tag.attributes))
  const colors = [...scan(inner, 'color')].flatMap((tag) => (tag.closing ? [] : (colorOf(tag.attributes, palette) ?? '#000000')))
  if (kind === 'cellIs') {
    const values = (operator === 'between' || operator === 'notBetween' ? [one, two] : [one]).map((text) =>
      text === '' ? Number.NaN : Number(text),
    )
    if (values.some(Number.isNaN))
      return COMPARED[operator ?? ''] && cell('formula', { value: `=${COMPARED[operator ?? '']?.(corner, one, two)}` })
    return cell('number', { operator, value: values.length > 1 ? values : values[0] })
  }
  if (kind === 'expression') return cell('formula', { value: `=${one}` })
  if (TEXT[kind]) return cell('text', { operator: TEXT[kind], value: attribute(attributes, 'text') ?? '' })
  if (kind === 'duplicateValues' || kind === 'uniqueValues') return cell(kind)
  if (kind === 'timePeriod') return cell('timePeriod', { operator: attribute(attributes, 'timePeriod') })
  if (kind === 'top10')
    return cell('rank', {
      isBottom: on(attributes, 'bottom'),
      isPercent: on(attributes, 'percent'),
      value: Number(attribute(attributes, 'rank') ?? 10),
    })
  if (kind === 'aboveAverage' && attribute(attributes, 'stdDev') === undefined) {
    const [above, equal] = [on(attributes, 'aboveAverage', true), on(attributes, 'equalAverage')]
    return cell('average', { operator: `${above ? 'greater' : 'less'}Than${equal ? 'OrEqual' : ''}` })
  }
  if (kind === 'colorScale')
    return { type: 'colorScale', config: limits.map((value, index) => ({ index, color: colors[index] ?? '#FFFFFF', value })) }
  if (kind === 'dataBar' && limits.length === 2)
    return {
      type: 'dataBar',
      isShowValue: on([...scan(inner, 'dataBar')][0]?.attributes ?? '', 'showValue', true),
      config: { min: limits[0], max: limits[1], isGradient: true, positiveColor: colors[0] ?? '#638EC6', nativeColor: '#FF0000' },
    }
  return undefined
}

/** In the order of their priority. */
export function readConditional(tail: string, differential: IStyleData[], palette: Palette): ConditionalRule[] {
  const found: { priority: number; rule: ConditionalRule }[] = []
  for (const block of children(tail, 'conditionalFormatting')) {
    const ranges = rangesOf(attribute(block.attributes, 'sqref'))
    const corner = `${columnLetters(Math.min(...ranges.map(({ startColumn }) => startColumn)))}${Math.min(...ranges.map(({ startRow }) => startRow)) + 1}`
    for (const { attributes, inner } of children(block.inner, 'cfRule')) {
      const style = differential[Number(attribute(attributes, 'dxfId') ?? -1)] ?? {}
      const rule = ranges.length ? ruleOf(attributes, inner, corner, style, palette) : undefined
      const made = { cfId: `c${found.length}`, ranges, stopIfTrue: on(attributes, 'stopIfTrue') }
      if (rule) found.push({ priority: Number(attribute(attributes, 'priority') ?? 0), rule: { ...made, rule } })
    }
  }
  return found.sort((a, b) => a.priority - b.priority).map(({ rule }) => rule)
}

const VALIDATIONS: Record<string, string> = {
  list: 'list',
  whole: 'whole',
  decimal: 'decimal',
  date: 'date',
  time: 'time',
  textLength: 'textLength',
  custom: 'custom',
}
const STYLES: Record<string, number> = { information: 0, stop: 1, warning: 2 }

export interface ValidationRule extends Record<string, unknown> {
  uid: string
  type: string
  ranges: IRange[]
}

export function readValidation(tail: string): ValidationRule[] {
  return children(inside(tail, 'dataValidations'), 'dataValidation').flatMap(({ attributes, inner }, index) => {
    const type = VALIDATIONS[attribute(attributes, 'type') ?? '']
    const ranges = rangesOf(attribute(attributes, 'sqref'))
    if (!type || ranges.length === 0) return []
    const [one, two] = [formulas(inner, 'formula1')[0] ?? '', formulas(inner, 'formula2')[0]]
    const literal = /^"(.*)"$/s.exec(one)?.[1]
    const value = (formula: string) => (formula === '' || !Number.isNaN(Number(formula)) ? formula : `=${formula}`)
    return [
      {
        uid: `v${index}`,
        type,
        ranges,
        operator: attribute(attributes, 'operator') ?? 'between',
        formula1: literal === undefined ? value(one) : literal.replaceAll('""', '"'),
        ...(two === undefined ? {} : { formula2: value(two) }),
        allowBlank: on(attributes, 'allowBlank'),
        // the file's word means the contrary
        showDropDown: !on(attributes, 'showDropDown'),
        showErrorMessage: on(attributes, 'showErrorMessage'),
        errorStyle: STYLES[attribute(attributes, 'errorStyle') ?? 'stop'] ?? 1,
        error: attribute(attributes, 'error') ?? '',
        errorTitle: attribute(attributes, 'errorTitle') ?? '',
        renderMode: 0,
      },
    ]
  })
}
