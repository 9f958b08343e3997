import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pack, readZip, unpack, writeZip } from '../packages/editor/web/ooxml/zip.ts'
import { type DocxPage, type DocxPages, serveDocxPages } from './docx-page.ts'

const FIXTURES = new URL('../packages/editor/web/docx/fixtures/', import.meta.url)
const SHARED = new URL('../../shared/documents/', import.meta.url)
const DOCUMENT = 'word/document.xml'
const SENTENCE = 'Typed here, äöü 漢字. '

/** For each document, the parts that differ after one sentence was typed at its beginning: nothing else may. */
const EXPECTED: { name: string; folder: URL; changed: string[] }[] = [
  { name: 'plain.docx', folder: FIXTURES, changed: [DOCUMENT] },
  { name: 'rich.docx', folder: FIXTURES, changed: [DOCUMENT] },
  { name: 'word.docx', folder: FIXTURES, changed: [DOCUMENT] },
  { name: 'libreoffice.docx', folder: FIXTURES, changed: [DOCUMENT] },
  { name: 'Bug55142.docx', folder: SHARED, changed: [DOCUMENT] },
  { name: 'ThreeColHeadFoot.docx', folder: SHARED, changed: [DOCUMENT] },
  { name: 'comment.docx', folder: SHARED, changed: [DOCUMENT] },
  { name: 'drawing.docx', folder: SHARED, changed: [DOCUMENT] },
  { name: 'footnotes.docx', folder: SHARED, changed: [DOCUMENT] },
  { name: 'heading123.docx', folder: SHARED, changed: [DOCUMENT] },
  { name: 'test.docx', folder: SHARED, changed: [DOCUMENT] },
]

const read = (name: string, folder = FIXTURES) => new Uint8Array(readFileSync(new URL(name, folder)))
const contents = (bytes: Uint8Array) => new Map(readZip(bytes).map((entry) => [entry.name, Buffer.from(unpack(entry)).toString('latin1')]))
const documentOf = (bytes: Uint8Array) => Buffer.from(contents(bytes).get(DOCUMENT) ?? '', 'latin1').toString()

function changedParts(before: Uint8Array, after: Uint8Array): string[] {
  const old = contents(before)
  const now = contents(after)
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name))
}

let pages: DocxPages
let docx: DocxPage
beforeAll(async () => {
  pages = await serveDocxPages()
  docx = await pages.open()
})
afterAll(() => pages?.close())

describe('a Word document, edited and saved in the browser', () => {
  for (const { name, folder, changed } of EXPECTED) {
    const there = existsSync(new URL(name, folder))
    it.skipIf(!there)(`changes only ${changed.join(', ')} of ${name}${there ? '' : ' (the document is not on this machine)'}`, async () => {
      const before = read(name, folder)
      expect(await docx.show(before)).toBeUndefined()
      expect(await docx.page.evaluate(() => window.harness.changes())).toBe(0)
      await docx.type(SENTENCE)
      expect(await docx.page.evaluate(() => window.harness.changes())).toBeGreaterThan(0)
      const saved = await docx.save()
      expect(changedParts(before, saved)).toEqual(changed)
      expect(readZip(saved).map((entry) => entry.name)).toEqual(readZip(before).map((entry) => entry.name))
      expect(documentOf(saved)).toContain(SENTENCE)
      expect(documentOf(saved).replace(SENTENCE, '').length - documentOf(before).length).toBeLessThan(60)
      expect(docx.complaints).toEqual([])
    })
  }

  it('saves again over what it saved last, and then changes only that part once more', async () => {
    await docx.show(read('rich.docx'))
    await docx.type('First. ')
    const first = await docx.save()
    await docx.type('Second. ')
    const second = await docx.save()
    expect(changedParts(first, second)).toEqual([DOCUMENT])
    expect(documentOf(second)).toBe(documentOf(first).replace('First. ', 'First. Second. '))
  })

  it('is the same to the letter when what was typed is undone', async () => {
    const before = read('rich.docx')
    await docx.show(before)
    await docx.type('Oops')
    for (let left = 20; left && (await docx.page.locator('button[aria-label^="Undo"]').isEnabled()); left--)
      await docx.page.keyboard.press('Control+z')
    expect(changedParts(before, await docx.save())).toEqual([])
  })

  it('leaves the neighbours of a new paragraph in bold alone', async () => {
    const before = read('rich.docx')
    await docx.show(before)
    await docx.page.evaluate(() => window.harness.view().focus())
    await docx.page.keyboard.press('End')
    await docx.page.keyboard.press('Enter')
    await docx.page.keyboard.press('Control+b')
    await docx.type('Loud words')
    const saved = await docx.save()
    expect(changedParts(before, saved)).toEqual([DOCUMENT])
    const added = /<w:p>(?:(?!<w:p>).)*Loud words.*?<\/w:p>/s.exec(documentOf(saved))?.[0] ?? ''
    expect(added).toContain('<w:b/>')
    expect(documentOf(saved).replace(added, '')).toBe(documentOf(before))
  })

  it('hands Ctrl+S to the shell and starts no download', async () => {
    await docx.show(read('plain.docx'))
    await docx.type('x')
    const seen = await docx.page.evaluate(() => window.harness.savesSeen())
    await docx.page.keyboard.press('Control+s')
    expect(await docx.page.evaluate(() => window.harness.savesSeen())).toBe(seen + 1)
    expect(docx.complaints).toEqual([])
  })

  it('finds text with Ctrl+F', async () => {
    await docx.show(read('rich.docx'))
    await docx.page.evaluate(() => window.harness.view().focus())
    await docx.page.keyboard.press('Control+f')
    await docx.page.keyboard.type('quay')
    await docx.page.getByText('1 result').waitFor()
  })

  it('never names the library, a paid product or a place to report issues', async () => {
    await docx.show(read('rich.docx'))
    const words = await docx.page.evaluate(() =>
      [...document.querySelectorAll('*')].map((e) => `${e.getAttribute('title')} ${e.getAttribute('aria-label')} ${e.textContent}`).join(),
    )
    expect(words).not.toMatch(/eigenpal|docx-editor\.dev|\bpro\b|report issue|upgrade|licen[cs]e/i)
  })
})

describe('a Word document that may only be read', () => {
  const tracked = writeZip(
    readZip(read('rich.docx')).map((entry) => {
      if (entry.name !== DOCUMENT) return entry
      const text = new TextDecoder().decode(unpack(entry))
      const change = '<w:p><w:ins w:id="77" w:author="Ben"><w:r><w:t>Inserted</w:t></w:r></w:ins></w:p>'
      return pack(entry.name, new TextEncoder().encode(text.replace('<w:body>', `<w:body>${change}`)))
    }),
  )

  it('says that it has tracked changes, and takes no typing', async () => {
    expect(await docx.show(tracked)).toContain('tracked changes')
    await docx.page.locator('.docx-page').first().click()
    await docx.page.keyboard.type('no')
    expect(await docx.page.evaluate(() => window.harness.changes())).toBe(0)
    expect(await docx.page.locator('.docx-toolbar').count()).toBe(0)
    await docx.page.evaluate(() => window.harness.view().setEditable(true))
    expect(await docx.page.locator('.docx-toolbar').count()).toBe(0)
  })

  it('becomes editable when the shell gets the lock', async () => {
    await docx.show(read('plain.docx'), { editable: false })
    await docx.page.evaluate(() => window.harness.view().setEditable(true))
    await docx.page.locator('.docx-toolbar').waitFor()
    await docx.type('Now. ')
    expect(documentOf(await docx.save())).toContain('Now. ')
  })

  it("shows a newer version where the reader was, and does not call it the reader's change", async () => {
    await docx.page.setViewportSize({ width: 900, height: 300 })
    await docx.show(read('rich.docx'), { editable: false })
    const base64 = Buffer.from(tracked).toString('base64')
    const scrolled = await docx.page.evaluate(async (content) => {
      const pane = () => document.querySelector<HTMLElement>('.moorage-docx-pages')
      pane()?.scrollTo(0, 400)
      await window.harness.replace(content)
      return pane()?.scrollTop
    }, base64)
    expect(scrolled).toBe(400)
    await docx.page.getByText('Inserted').first().waitFor()
    expect(await docx.page.evaluate(() => window.harness.changes())).toBe(0)
    await docx.page.setViewportSize({ width: 1280, height: 800 })
  })
})

describe('bytes that are no Word document', () => {
  it.each([
    ['a zip bomb', () => writeZip([...readZip(read('plain.docx')), pack('word/media/b.bin', new Uint8Array(40 * 2 ** 20))]), 'too large'],
    ['half a document', () => read('rich.docx').subarray(0, 5000), 'damaged'],
    ['a PDF', () => new TextEncoder().encode('%PDF-1.7, and more of it'), 'not a Word document'],
  ])('are refused in words: %s', async (_, bytes, words) => {
    await expect(docx.show(bytes())).rejects.toThrow(words)
  })
})
