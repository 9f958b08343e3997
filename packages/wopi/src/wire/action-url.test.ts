import { describe, expect, test } from 'vitest'
import { clientParameters, expandActionUrl } from './action-url.ts'

const wopiSrc = 'https://host.example/wopi/files/abc'
const SRC = 'https%3A%2F%2Fhost.example%2Fwopi%2Ffiles%2Fabc'
const expand = (template: string, values: Partial<Parameters<typeof expandActionUrl>[1]> = {}) =>
  expandActionUrl(template, { wopiSrc, ...values })

describe('placeholders', () => {
  test('known ones are filled with the escaped value, unknown and unwanted ones vanish with their ampersand', () => {
    const template =
      'https://c.example/w?<ui=UI_LLCC&><rs=DC_LLCC&><dchat=DISABLE_CHAT&><hid=HOST_SESSION_ID&><sc=SESSION_CONTEXT&><wopisrc=WOPI_SOURCE&><IsLicensedUser=BUSINESS_USER&><actnavid=ACTIVITY_NAVIGATION_ID&><x=SOMETHING_NEW>'
    expect(expand(template, { uiLanguage: 'de-DE', hostSessionId: 'a b&c', isBusinessUser: true }).url).toBe(
      `https://c.example/w?ui=de-DE&rs=de-DE&hid=a%20b%26c&wopisrc=${SRC}&IsLicensedUser=1&`,
    )
  })

  test('every documented placeholder is known or removed', () => {
    const names =
      'UI_LLCC DC_LLCC DISABLE_CHAT HOST_SESSION_ID SESSION_CONTEXT WOPI_SOURCE BUSINESS_USER ACTIVITY_NAVIGATION_ID PERFSTATS VALIDATOR_TEST_CATEGORY EMBEDDED FULLSCREEN RECORDING THEME_ID DISABLE_BROADCAST DISABLE_ASYNC'.split(
        ' ',
      )
    const { url } = expand(`https://c.example/w?${names.map((name, index) => `<p${index}=${name}&>`).join('')}`)
    expect(url).not.toMatch(/[<>]|[A-Z]{2}_/)
  })

  test('text outside the brackets stays as it is', () => {
    expect(expand('https://c.example/x?edit=1&<ui=UI_LLCC&><wopisrc=WOPI_SOURCE>').url).toBe(`https://c.example/x?edit=1&wopisrc=${SRC}`)
  })

  test('the language of data can differ from that of the interface', () => {
    expect(expand('https://c.example/?<ui=UI_LLCC&><rs=DC_LLCC&><w=WOPI_SOURCE>', { uiLanguage: 'en-US', dataLanguage: 'sv-SE' }).url).toBe(
      `https://c.example/?ui=en-US&rs=sv-SE&w=${SRC}`,
    )
  })

  test('a template without a place for the file gets WOPISrc appended, whatever it ends with', () => {
    expect(expand('https://c.example/cool.html?').url).toBe(`https://c.example/cool.html?WOPISrc=${SRC}`)
    expect(expand('https://c.example/cool.html').url).toBe(`https://c.example/cool.html?WOPISrc=${SRC}`)
    expect(expand('https://c.example/cool.html?a=1').url).toBe(`https://c.example/cool.html?a=1&WOPISrc=${SRC}`)
    expect(expand('https://c.example/x?<ui=UI_LLCC&>#part', { uiLanguage: 'en' }).url).toBe(`https://c.example/x?ui=en&WOPISrc=${SRC}#part`)
  })
})

test('further parameters follow, escaped', () => {
  expect(
    expand('https://c.example/?<w=WOPI_SOURCE&>', {
      extra: [
        ['wdOrigin', 'a&b'],
        ['lang', 'de'],
      ],
    }).url,
  ).toBe(`https://c.example/?w=${SRC}&wdOrigin=a%26b&lang=de`)
})

test('only parameters that begin with wd are passed on from the page to the editor', () => {
  const query = new URLSearchParams('action=edit&wdOrigin=X&WDpreviousSession=1&editor=o&wd=2&x-wd=3')
  expect(clientParameters(query)).toEqual([
    ['wdOrigin', 'X'],
    ['WDpreviousSession', '1'],
    ['wd', '2'],
  ])
})

test('an address beyond 2,048 bytes is reported', () => {
  const template = 'https://c.example/?<sc=SESSION_CONTEXT&><w=WOPI_SOURCE>'
  const spare = 2048 - expand(template, { sessionContext: '' }).url.length - 'sc=&'.length
  expect(expand(template, { sessionContext: 'x'.repeat(spare) }).tooLong).toBe(false)
  expect(expand(template, { sessionContext: 'x'.repeat(spare + 1) }).tooLong).toBe(true)
})
