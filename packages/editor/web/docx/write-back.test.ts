import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pack, readZip, unpack, writeZip, type ZipEntry } from '../ooxml/zip.ts'
import { inspect } from './inspect.ts'
import { writeBack } from './write-back.ts'

const rich = new Uint8Array(readFileSync(new URL('fixtures/rich.docx', import.meta.url)))
const text = (entry: ZipEntry) => new TextDecoder().decode(unpack(entry))

/** The package with some parts written anew: a function from old text to new, or null to drop the part. */
function changed(bytes: Uint8Array, parts: Record<string, ((content: string) => string) | null>): Uint8Array {
  return writeZip(
    readZip(bytes).flatMap((entry) => {
      const change = parts[entry.name]
      if (change === null) return []
      return [change ? pack(entry.name, new TextEncoder().encode(change(text(entry)))) : entry]
    }),
  )
}
const changedParts = (before: Uint8Array, after: Uint8Array) => {
  const old = new Map(readZip(before).map((entry) => [entry.name, text(entry)]))
  const now = new Map(readZip(after).map((entry) => [entry.name, text(entry)]))
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name))
}

describe('write-back', () => {
  it('keeps every part, and even its packed bytes, when the editor only wrote them differently', () => {
    const requoted = (content: string) => content.replace(/^<\?xml.*?\?>\s*/, '').replace(/ (w:val)="([^"<]*)"/g, " $1='$2'")
    const next = changed(rich, { 'word/document.xml': requoted, 'word/styles.xml': requoted, 'word/settings.xml': requoted })
    expect(changedParts(rich, next)).toEqual(['word/document.xml', 'word/styles.xml', 'word/settings.xml'])
    const saved = readZip(writeBack(rich, next))
    expect(saved.map(({ name, stamp, packed }) => [name, stamp, packed.length])).toEqual(
      readZip(rich).map(({ name, stamp, packed }) => [name, stamp, packed.length]),
    )
    expect(changedParts(rich, writeBack(rich, next))).toEqual([])
  })

  it('changes one part for one typed word, and of it only that word', () => {
    const next = changed(rich, { 'word/document.xml': (content) => content.replace('Arriving', 'Arriving late').replace(/"\/>/g, '" />') })
    const saved = writeBack(rich, next)
    expect(changedParts(rich, saved)).toEqual(['word/document.xml'])
    const document = (bytes: Uint8Array) => readZip(bytes).flatMap((entry) => (entry.name === 'word/document.xml' ? [text(entry)] : []))[0]
    expect(document(saved)).toBe(document(rich)?.replace('Arriving', 'Arriving late'))
  })

  it('takes the saved file as it is when nothing was changed by hand', () => {
    const once = writeBack(rich, changed(rich, { 'word/document.xml': (content) => content.replace('Arriving', 'Leaving') }))
    expect(writeBack(once, once)).toEqual(once)
  })

  it('brings back a part that was dropped while something still refers to it, with its content type', () => {
    const next = changed(rich, {
      'word/comments.xml': null,
      '[Content_Types].xml': (content) => content.replace(/<Override[^>]*\/word\/comments\.xml"[^>]*\/>/, ''),
    })
    expect(readZip(next).map(({ name }) => name)).not.toContain('word/comments.xml')
    expect(changedParts(rich, writeBack(rich, next))).toEqual([])
  })

  it('lets a part go when the reference to it went too', () => {
    const next = changed(rich, {
      'word/comments.xml': null,
      'word/_rels/comments.xml.rels': null,
      'word/_rels/document.xml.rels': (content) => content.replace(/<Relationship [^>]*comments\.xml"[^>]*\/>/, ''),
      '[Content_Types].xml': (content) => content.replace(/<Override[^>]*\/word\/comments\.xml"[^>]*\/>/, ''),
    })
    expect(readZip(writeBack(rich, next)).map(({ name }) => name)).not.toContain('word/comments.xml')
  })

  it('keeps what nothing ever referred to', () => {
    const original = writeZip([...readZip(rich), pack('custom/vendor.bin', new Uint8Array([1, 2, 3]), { method: 0, stamp: 0 })])
    expect(changedParts(original, writeBack(original, rich))).toEqual([])
  })

  it('adds new parts after the old ones', () => {
    const next = writeZip([pack('word/media/new.png', new Uint8Array([9])), ...readZip(rich)])
    const names = readZip(writeBack(rich, next)).map(({ name }) => name)
    expect(names).toEqual([...readZip(rich).map(({ name }) => name), 'word/media/new.png'])
  })

  it('replaces a part that is no readable XML by what the editor wrote', () => {
    const original = changed(rich, { 'word/settings.xml': () => 'not xml' })
    const saved = readZip(writeBack(original, rich)).find(({ name }) => name === 'word/settings.xml')
    expect(saved && text(saved)).toContain('<w:settings')
  })

  it('writes a package that can be opened again', () => {
    const next = changed(rich, { 'word/document.xml': (content) => content.replace('Arriving', 'äöü 漢字 😀') })
    expect(inspect(writeBack(rich, next))).toBeUndefined()
  })
})
