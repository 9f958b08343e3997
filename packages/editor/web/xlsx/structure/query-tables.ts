import type { OfficePackage } from '../../ooxml/package.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { prefixOf, xmlText } from '../../ooxml/splice.ts'
import type { XmlElement } from '../../ooxml/xml.ts'
import { editPart, within, type XmlEdit } from './xml-edit.ts'

/** A query's fields stand for the columns of its table, one by one (ECMA-376 part 1, 18.12). */
const fieldsOf = (xml: XmlEdit) => [...within(xml.root)].filter(({ local }) => local === 'queryTableField')

/** Fields without data for new columns of the table, in front of the one for the column `before`. Gives the id of the first. */
export function addFields(pack: OfficePackage, part: string, columns: readonly number[], before: string | undefined): number | undefined {
  let first: number | undefined
  editPart(pack, part, (xml) => {
    const fields = fieldsOf(xml)
    const list = fields[0] && xml.parent(fields[0])
    const refresh = list && xml.parent(list)
    if (!list || !refresh) return
    const next = Math.max(Number(attribute(refresh, 'nextId') ?? 1), 1 + Math.max(...fields.map((field) => Number(attribute(field, 'id')))))
    columns.forEach((column, index) => {
      const place = fields.find((field) => attribute(field, 'tableColumnId') === before)
      const tag = `${prefixOf(xml.source, list)}queryTableField id="${next + index}" dataBound="0" tableColumnId="${column}"`
      xml.add(list, place, `<${tag}/>`)
    })
    xml.set(refresh, 'nextId', String(next + columns.length))
    first = next
  })
  return first
}

/** Takes the fields of columns away, and keeps their names among the deleted ones so that a refresh does not bring them back. */
export function dropFields(pack: OfficePackage, part: string, columns: readonly string[]): void {
  editPart(pack, part, (xml) => {
    const fields = fieldsOf(xml)
    const list = fields[0] && xml.parent(fields[0])
    const refresh = list && xml.parent(list)
    if (!list || !refresh) return
    const gone = fields.filter((field) => columns.includes(attribute(field, 'tableColumnId') ?? ''))
    for (const field of gone) xml.remove(field)
    const isUnbound = (field: XmlElement) => /^(0|false)$/.test(attribute(field, 'dataBound') ?? '')
    const left = fields.filter((field) => !gone.includes(field))
    const unbound = (ordered: XmlElement[]) => (ordered.every(isUnbound) ? ordered.length : ordered.findIndex((field) => !isUnbound(field)))
    if (attribute(refresh, 'unboundColumnsLeft') !== undefined) xml.set(refresh, 'unboundColumnsLeft', String(unbound(left)))
    if (attribute(refresh, 'unboundColumnsRight') !== undefined) xml.set(refresh, 'unboundColumnsRight', String(unbound(left.toReversed())))
    const prefix = prefixOf(xml.source, list)
    const names = gone.filter((field) => !isUnbound(field)).flatMap((field) => attribute(field, 'name') ?? [])
    const rows = names.map((name) => `<${prefix}deletedField name="${xmlText(name)}"/>`)
    const deleted = elementsOf(refresh).find(({ local }) => local === 'queryTableDeletedFields')
    if (deleted) for (const row of rows) xml.add(deleted, undefined, row)
    else if (rows.length > 0)
      xml.put(list.end, `<${prefix}queryTableDeletedFields count="${rows.length}">${rows.join('')}</${prefix}queryTableDeletedFields>`)
  })
}
