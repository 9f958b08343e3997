import { SaxesParser } from 'saxes'

/** One element with its own text (CDATA included, children's text excluded) and the line it begins on. */
export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
  line: number
}

/** A test file that is not XML, or says something this runner does not know. The message names the line. */
export class TestFileError extends Error {
  constructor(message: string, line: number) {
    super(`${message} (line ${line})`)
    this.name = 'TestFileError'
  }
}

/** Reads a document into elements. Throws TestFileError where it is not well-formed. */
export function readXml(text: string): Element {
  const parser = new SaxesParser({ xmlns: false })
  const root: Element = { name: '', attributes: {}, children: [], text: '', line: 0 }
  const open: Element[] = [root]
  const top = () => open[open.length - 1] as Element
  parser.on('error', (error) => {
    throw new TestFileError(`Not well-formed: ${error.message}`, parser.line)
  })
  parser.on('opentag', (tag) => {
    const element: Element = { name: tag.name, attributes: { ...tag.attributes }, children: [], text: '', line: parser.line }
    top().children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.on('text', (text) => {
    top().text += text
  })
  parser.on('cdata', (text) => {
    top().text += text
  })
  parser.write(text.replace(/^\uFEFF/, '')).close()
  const [document] = root.children
  if (!document) throw new TestFileError('An empty document', 0)
  return document
}

export const child = (element: Element, name: string): Element | undefined => element.children.find((each) => each.name === name)

/** Attributes of one element, each asked for by name; `done` fails on one that nobody asked for. */
export function attributesOf(element: Element) {
  const asked = new Set<string>()
  const text = (name: string): string | undefined => {
    asked.add(name)
    return element.attributes[name]
  }
  const fail = (message: string): never => {
    throw new TestFileError(`${element.name}: ${message}`, element.line)
  }
  return {
    text,
    needed: (name: string): string => text(name) ?? fail(`${name} is missing`),
    flag(name: string): boolean | undefined {
      const value = text(name)?.trim().toLowerCase()
      if (value === undefined) return undefined
      if (value === 'true' || value === '1') return true
      return value === 'false' || value === '0' ? false : fail(`${name} is neither true nor false`)
    },
    number(name: string): number | undefined {
      const value = text(name)
      if (value === undefined) return undefined
      return /^-?[0-9]+$/.test(value.trim()) ? Number(value) : fail(`${name} is not a number`)
    },
    oneOf<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
      const value = text(name)
      if (value === undefined) return undefined
      return values.find((each) => each.toLowerCase() === value.toLowerCase()) ?? fail(`${name} is none of ${values.join(', ')}`)
    },
    fail,
    done(): void {
      const unknown = Object.keys(element.attributes).filter((name) => !asked.has(name) && !name.startsWith('xmlns'))
      if (unknown.length > 0) fail(`unknown attribute ${unknown.join(', ')}`)
    },
  }
}

/** Fails on a child that is none of `names`. */
export function onlyChildren(element: Element, names: readonly string[]): void {
  const stranger = element.children.find((each) => !names.includes(each.name))
  if (stranger) throw new TestFileError(`${element.name}: unknown element ${stranger.name}`, stranger.line)
}
