import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expandActionUrl } from './action-url.ts'
import { chooseZone, type Discovery, DiscoveryError, findAction, parseDiscovery, writeDiscovery } from './discovery.ts'
import { decodeProofKey } from './proof-key.ts'

const FIXTURES = join(import.meta.dirname, '../vectors/discovery')
const fixture = (name: string) => parseDiscovery(readFileSync(join(FIXTURES, name), 'utf8'))
/** Captures of real servers are not ours to publish: they lie beside the clone where somebody has them. */
const CAPTURES = join(import.meta.dirname, '../../../../../shared/wopi/discovery')
const captures = existsSync(CAPTURES) ? readdirSync(CAPTURES).filter((file) => file.endsWith('.xml')) : []

const wrap = (inner: string) => `<wopi-discovery><net-zone name="external-https">${inner}</net-zone></wopi-discovery>`
const WORD = '<app name="Word"><action name="edit" ext="docx" urlsrc="https://e.example/w?"/></app>'

const inZone = (discovery: Discovery, ext: string, name: string, scheme: 'http' | 'https' = 'https') => {
  const zone = chooseZone(discovery, scheme)
  return zone && findAction(zone, ext, name)
}

describe.skipIf(captures.length === 0)('captures of real servers (skipped: there is no shared/wopi/discovery beside the clone)', () => {
  test.each(captures)('reads %s: its zones, its actions and a usable proof key', (name) => {
    const discovery = parseDiscovery(readFileSync(join(CAPTURES, name), 'utf8'))
    expect(inZone(discovery, 'DOCX', 'view')?.action.urlsrc).toMatch(/^https?:\/\//)
    expect(discovery.proofKey && decodeProofKey(discovery.proofKey.current)).toMatchObject({ kty: 'RSA', e: 'AQAB' })
    expect(parseDiscovery(writeDiscovery(discovery))).toEqual(discovery)
  })
})

describe('discovery files of the servers we know', () => {
  test('reads the Microsoft cloud: editing, creating and converting Word documents, and its icon', () => {
    const discovery = fixture('microsoft-cloud.xml')
    const edit = inZone(discovery, '.DOCX', 'edit')
    expect(edit?.app).toMatchObject({ name: 'Word', checkLicense: true, favIconUrl: 'https://word.example.test/favicon_word.ico' })
    expect(edit?.action.requires).toEqual(['locks', 'update'])
    expect(inZone(discovery, 'dotx', 'editnew')?.action.newext).toBe('docx')
    expect(inZone(discovery, 'doc', 'convert')?.action.targetext).toBe('docx')
    expect(discovery.proofKey?.old).toBeDefined()
  })

  test('reads Collabora: the action per extension, not the MIME-typed apps with an empty one', () => {
    const discovery = fixture('collabora.xml')
    const edit = inZone(discovery, 'odt', 'edit', 'http')
    expect(edit?.app.name).toBe('writer')
    expect(expandActionUrl(edit?.action.urlsrc ?? '', { wopiSrc: 'https://h.test/wopi/files/7' }).url).toBe(
      'https://collabora.example.test/browser/1a2b3c/cool.html?WOPISrc=https%3A%2F%2Fh.test%2Fwopi%2Ffiles%2F7',
    )
    expect(inZone(discovery, '', 'edit')).toBeUndefined()
    expect(discovery.proofKey?.old).toEqual(discovery.proofKey?.current)
  })

  test('reads ONLYOFFICE: placeholders like Microsoft, keys without an older one, forms', () => {
    const discovery = fixture('onlyoffice.xml')
    expect(inZone(discovery, 'xlsx', 'edit')?.action.urlsrc).toContain('<wopisrc=WOPI_SOURCE&>')
    expect(inZone(discovery, 'pdf', 'formsubmit')).toBeDefined()
    expect(discovery.proofKey?.old).toBeUndefined()
  })
})

describe('a tolerant reader', () => {
  test('takes a byte order mark, comments, unknown elements, single quotes, prefixes and character references', () => {
    const discovery = parseDiscovery(
      `\uFEFF<?xml version='1.0'?><!-- <hello> --><w:wopi-discovery xmlns:w='x'><future/><net-zone name='external-https'><app name='W&#x6F;rd'><action name='edit' ext='docx' urlsrc='https://e.example/?&lt;ui=UI_LLCC&amp;&gt;'/>text</app></net-zone></w:wopi-discovery>`,
    )
    expect(inZone(discovery, 'docx', 'edit')).toMatchObject({
      app: { name: 'Word' },
      action: { urlsrc: 'https://e.example/?<ui=UI_LLCC&>' },
    })
  })

  test('skips an action that has no address and keeps the rest', () => {
    const discovery = parseDiscovery(wrap(`<app name="X"><action name="new" ext="docx"/></app>${WORD}`))
    expect(inZone(discovery, 'docx', 'new')).toBeUndefined()
    expect(inZone(discovery, 'docx', 'edit')?.app.name).toBe('Word')
  })

  test('a file without keys has no proof key', () => {
    expect(parseDiscovery(wrap(WORD)).proofKey).toBeUndefined()
    expect(parseDiscovery(`<wopi-discovery><proof-key value="" modulus="" exponent=""/></wopi-discovery>`).proofKey).toBeUndefined()
  })

  test.each([
    ['nothing', ''],
    ['a page', '<html><body>Bad gateway<br></body></html>'],
    ['another document', '<feed/>'],
    ['a file cut off in the middle', wrap(WORD).slice(0, 90)],
    ['an entity of its own', `<!DOCTYPE d [<!ENTITY a "aaaa">]>${wrap('<app name="&a;"/>')}`],
    ['an unknown entity', wrap('<app name="&nbsp;"/>')],
    ['an ampersand alone', wrap('<app name="a & b"/>')],
    ['two roots', '<wopi-discovery/><wopi-discovery/>'],
    ['too many levels', '<a>'.repeat(100)],
  ])('refuses %s', (_, text) => {
    expect(() => parseDiscovery(text)).toThrow(DiscoveryError)
  })
})

describe('choosing a zone', () => {
  const zones = (...names: string[]): Discovery =>
    parseDiscovery(`<wopi-discovery>${names.map((name) => `<net-zone name="${name}">${WORD}</net-zone>`).join('')}</wopi-discovery>`)

  test.each([
    [['internal-http', 'external-http', 'external-https'], 'https', 'external-https'],
    [['internal-http', 'internal-https', 'external-http'], 'https', 'external-http'],
    [['internal-http', 'internal-https'], 'https', 'internal-https'],
    [['internal-http', 'internal-https'], 'http', 'internal-http'],
    [['something-new'], 'https', 'something-new'],
  ] as const)('of %s, for a host on %s, takes %s', (names, scheme, expected) => {
    expect(chooseZone(zones(...names), scheme)?.name).toBe(expected)
  })

  test('passes over a zone that offers nothing', () => {
    const discovery = parseDiscovery(
      `<wopi-discovery><net-zone name="external-https"/><net-zone name="external-http">${WORD}</net-zone></wopi-discovery>`,
    )
    expect(chooseZone(discovery)?.name).toBe('external-http')
  })
})

test('what is written reads back the same, whatever the text', () => {
  const discovery: Discovery = {
    zones: [
      {
        name: 'external-https',
        apps: [
          {
            name: 'A "B" <C> & D',
            checkLicense: false,
            favIconUrl: 'https://e.example/icon.svg?a=1&b=2',
            actions: [
              {
                name: 'edit',
                ext: 'docx',
                urlsrc: 'https://e.example/edit?<wopisrc=WOPI_SOURCE&>',
                requires: ['locks', 'update'],
                isDefault: true,
              },
            ],
          },
        ],
      },
    ],
    proofKey: { current: { value: 'AA==', modulus: 'AQ==', exponent: 'AQAB' } },
  }
  expect(parseDiscovery(writeDiscovery(discovery))).toEqual(discovery)
})
