export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument'

/** Part by path, in the order in which they lie in the package. */
export type Parts = Record<string, string>

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** `[target, type]` by id; types are those of ECMA-376 part 1. */
export function relationships(rows: Record<string, [target: string, type: string]>): string {
  const elements = Object.entries(rows).map(
    ([id, [target, type]]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${elements.join('')}</Relationships>`
}

/** ECMA-376 part 2: the content types come first, then the package's relationship to its main part. `types`: by part, without the common beginning. */
export function packaged(main: string, types: Record<string, string>, parts: Parts): Parts {
  const overrides = Object.entries(types).map(([part, type]) => `<Override PartName="/${part}" ContentType="${TYPE}.${type}+xml"/>`)
  const all: Parts = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`,
    '_rels/.rels': relationships({ rId1: [main, 'officeDocument'] }),
    ...parts,
  }
  return Object.fromEntries(Object.entries(all).map(([path, xml]) => [path, XML + xml]))
}
