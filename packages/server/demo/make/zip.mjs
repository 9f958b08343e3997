import { strToU8, zipSync } from 'fflate'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** An Office file: parts by name, XML without its declaration. [Content_Types].xml goes first, as readers like it. */
export function officeFile(parts) {
  const entries = Object.entries(parts).map(([name, xml]) => [name, strToU8(DECLARATION + xml)])
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: new Date('2026-11-01T09:00:00Z') })
}

export const escapeXml = (text) => String(text).replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign])

export const contentTypes = (overrides) =>
  `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${Object.entries(
    overrides,
  )
    .map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`)
    .join('')}</Types>`

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const OFFICE = RELATIONS

/** rows of [id, kind (last part of its address), target] */
export const relationships = (rows) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows
    .map(([id, kind, target]) => {
      const type = kind === 'core-properties' ? 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties' : `${RELATIONS}/${kind}`
      return `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`
    })
    .join('')}</Relationships>`

export const coreProperties = (title) =>
  `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>Anna Berg</dc:creator><cp:lastModifiedBy>Anna Berg</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">2026-11-01T09:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">2026-11-01T09:00:00Z</dcterms:modified></cp:coreProperties>`
