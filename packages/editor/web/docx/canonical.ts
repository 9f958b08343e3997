import { isElement, type XmlElement, type XmlText } from '../ooxml/xml.ts'

const WORD = /^http:\/\/(schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/wordprocessingml\//
const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006'
const XML = 'http://www.w3.org/XML/1998/namespace'
const UNORDERED = new Set([
  'http://schemas.openxmlformats.org/package/2006/relationships\nRelationships',
  'http://schemas.openxmlformats.org/package/2006/content-types\nTypes',
])
/** Shapes with text: the editor reads and writes their first form, and copies that into the form for older programs. */
const SHAPE = 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape'
/** Attributes whose value is a list of prefixes: what they say is the namespaces behind them. */
const PREFIX_LISTS = new Set(['Ignorable', 'MustUnderstand', 'ProcessContent', 'Requires'])
const WORD_TEXT = new Set(['t', 'delText', 'instrText', 'delInstrText'])

/** May whitespace between this element's tags mean something? Never drop it where it may. */
function keepsBlanks(element: XmlElement): boolean {
  if (element.attributes.some(({ uri, local, value }) => uri === XML && local === 'space' && value === 'preserve')) return true
  return !element.children.some(isElement) && (!WORD.test(element.uri) || WORD_TEXT.has(element.local))
}

/** The children that mean something: elements, and text other than indentation. */
export function meaningful(element: XmlElement): (XmlElement | XmlText)[] {
  if (keepsBlanks(element)) return element.children
  return element.children.filter((child) => isElement(child) || /[^ \t\r\n]/.test(child.text))
}

/** Only at its ends does a run of text lose blanks without xml:space="preserve"; elsewhere the attribute says nothing. */
function hasEdgeBlanks({ children }: XmlElement): boolean {
  return children.some((child) => isElement(child) || !child.text || /^\s|\s$|[\t\n]/.test(child.text))
}

function attributesKey(element: XmlElement): string {
  const plainText = WORD.test(element.uri) && WORD_TEXT.has(element.local) && !hasEdgeBlanks(element)
  const rows = element.attributes.flatMap(({ uri, local, value }) => {
    if (plainText && uri === XML && local === 'space') return []
    if (local === 'TargetMode' && value === 'Internal') return []
    const prefixed = PREFIX_LISTS.has(local) && (uri === COMPATIBILITY || element.uri === COMPATIBILITY)
    const namespaces = () =>
      value
        .trim()
        .split(/\s+/)
        .map((prefix) => element.namespaces.get(prefix) ?? prefix)
    return JSON.stringify([uri, local, prefixed ? namespaces().sort() : value])
  })
  return rows.sort().join()
}

/** Name and attributes without the content. */
export const tagKey = (element: XmlElement): string => `${element.uri}\n${element.local}\n${attributesKey(element)}`

function fallbackIsCopy(node: XmlElement): boolean {
  if (node.uri !== COMPATIBILITY || node.local !== 'AlternateContent') return false
  const choices = node.children.filter(isElement).filter(({ local }) => local === 'Choice')
  return (
    choices.length > 0 &&
    choices.every((choice) => choice.namespaces.get(choice.attributes.find(({ local }) => local === 'Requires')?.value ?? '') === SHAPE)
  )
}

/** Of a copy for older programs only the words count: how the copy is written is nobody's edit. */
function asText(child: XmlElement | XmlText): XmlElement | XmlText {
  return isElement(child) && child.local === 'Fallback' ? { text: textOf(child) } : child
}

const textOf = (node: XmlElement): string =>
  node.children
    .map((child) => (isElement(child) ? textOf(child) : child.text))
    .join('')
    .replace(/\s+/g, ' ')

/**
 * Gives every subtree a number so that equal numbers mean equal XML: prefixes, declarations, attribute order, quoting and
 * indentation aside; relationships and content types in any order. Numbers compare within one Canon only.
 */
export class Canon {
  readonly #numbers = new Map<string, number>()
  readonly #known = new WeakMap<XmlElement, number>()

  of(node: XmlElement | XmlText): number {
    if (!isElement(node)) return this.#number(`"${node.text}`)
    const known = this.#known.get(node)
    if (known !== undefined) return known
    const children = (fallbackIsCopy(node) ? meaningful(node).map(asText) : meaningful(node)).map((child) => this.of(child))
    if (UNORDERED.has(`${node.uri}\n${node.local}`)) children.sort((a, b) => a - b)
    const number = this.#number(`<${tagKey(node)}\n${children.join()}`)
    this.#known.set(node, number)
    return number
  }

  #number(key: string): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.#numbers.size)
    return this.#numbers.size - 1
  }
}
