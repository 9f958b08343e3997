import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'
import type { ConfigSources } from './config-given.ts'

const read = (text = '', environment: ConfigSources['environment'] = {}) =>
  readConfig({ file: { path: '/etc/moorage/moorage.yaml', text }, environment, dataFolder: '/data', demo: false })
const stateOf = (...sources: Parameters<typeof read>) => read(...sources).microsoft365.state

const problemsOf = (...sources: Parameters<typeof read>): string[] => {
  try {
    read(...sources)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const YES = ['True', 'true', 'TRUE', '1', 'yes', 'Yes']
const NO = ['False', 'false', 'FALSE', '0', 'no', 'No']

describe('the state of Microsoft 365', () => {
  test('is the portal’s to say when the settings say nothing', () => {
    expect(read().microsoft365).toEqual({ fixed: [] })
  })

  test.each([
    ['False', undefined, 'off'],
    ['False', 'False', 'off'],
    ['False', 'True', 'off'],
    ['True', 'True', 'testing'],
    ['True', 'False', 'production'],
    ['True', undefined, 'production'],
    [undefined, 'False', 'off'],
  ])('WOPI_ENABLED %s and WOPI_TESTING %s are %s', (enabled, testing, state) => {
    const rows = [enabled && `WOPI_ENABLED: ${enabled}`, testing && `WOPI_TESTING: ${testing}`].filter(Boolean)
    expect(stateOf(rows.join('\n'))).toBe(state)
  })

  test('every spelling of yes and no is understood, in the file and in the environment', () => {
    for (const yes of YES) expect(stateOf('', { WOPI_ENABLED: yes, WOPI_TESTING: yes })).toBe('testing')
    for (const no of NO) expect(stateOf('', { WOPI_ENABLED: no })).toBe('off')
    for (const yes of YES) expect(stateOf(`WOPI_ENABLED: ${yes}\nWOPI_TESTING: "${yes}"`)).toBe('testing')
    for (const no of NO) expect(stateOf(`WOPI_ENABLED: true\nWOPI_TESTING: ${no}`)).toBe('production')
  })

  test('testing without enabled is an error that names the line', () => {
    expect(problemsOf('WOPI_TESTING: True')).toEqual([
      '/etc/moorage/moorage.yaml:1: WOPI_TESTING is true, but WOPI_ENABLED is not given; set WOPI_ENABLED: true too',
    ])
  })

  test('anything else is an error', () => {
    expect(problemsOf('WOPI_ENABLED: on')).toEqual(['/etc/moorage/moorage.yaml:1: WOPI_ENABLED must be true or false, not "on"'])
    expect(problemsOf('', { WOPI_TESTING: '2' })).toEqual([
      'environment variable WOPI_TESTING: WOPI_TESTING must be true or false, not "2"',
    ])
  })
})

describe('the addresses of Microsoft 365', () => {
  test('have two names each in the file, and one in the environment', () => {
    const expected = { testUrl: 'https://t.example/d', productionUrl: 'https://p.example/d' }
    const both = (test: string, production: string) => ({ [test]: expected.testUrl, [production]: expected.productionUrl })
    const inFile = (row: Record<string, string>) => read(JSON.stringify(row)).microsoft365
    expect(inFile(both('WOPI_TEST_URL', 'WOPI_PRODUCTION_URL'))).toMatchObject(expected)
    expect(inFile(both('TEST_URL', 'PRODUCTION_URL'))).toMatchObject(expected)
    expect(read('', both('WOPI_TEST_URL', 'WOPI_PRODUCTION_URL')).microsoft365).toMatchObject(expected)
  })

  test('are not taken for the address that Microsoft 365 (test) calls, whose variable has the longer name', () => {
    const both = { WOPI_TEST_URL: 'https://t.example/d', MOORAGE_WOPI_TEST_URL: 'https://office-test.example.com' }
    const config = read('publicUrl: https://files.example.com', both)
    expect(config.microsoft365.testUrl).toBe(both.WOPI_TEST_URL)
    expect(config.wopiTestOrigin).toBe(both.MOORAGE_WOPI_TEST_URL)
  })

  test('are not read from variables that other programs use too', () => {
    expect(read('', { TEST_URL: 'https://t.example/', PRODUCTION_URL: 'nonsense' }).microsoft365).toEqual({ fixed: [] })
  })

  test('given twice, or malformed, are errors', () => {
    expect(problemsOf('WOPI_TEST_URL: https://a.example\nTEST_URL: https://b.example')).toEqual([
      '/etc/moorage/moorage.yaml:2: TEST_URL and WOPI_TEST_URL are the same setting; give one of them',
    ])
    expect(problemsOf('PRODUCTION_URL: file:///etc/passwd')[0]).toContain('must be an http or https address')
  })

  test('a slip in a name is told with the name that was meant', () => {
    expect(problemsOf('WOPI_ENABELD: true')[0]).toContain('did you mean WOPI_ENABLED?')
    expect(problemsOf('', { MOORAGE_WOPI_ENABLED: 'true' })[0]).toContain('did you mean WOPI_ENABLED?')
  })
})

test('what the settings give is said with where people find it, without the folder', () => {
  const { fixed } = read('WOPI_ENABLED: true\nTEST_URL: https://t.example/d', { WOPI_TESTING: 'true' }).microsoft365
  expect(fixed).toEqual([
    { setting: 'WOPI_ENABLED', where: 'moorage.yaml' },
    { setting: 'WOPI_TESTING', where: 'environment variable WOPI_TESTING' },
    { setting: 'WOPI_TEST_URL', where: 'moorage.yaml' },
  ])
})

test('Microsoft 365 (test) reaches the server by another name than Microsoft 365', () => {
  const originOf = (text: string) => read(text).wopiTestOrigin
  expect(originOf('')).toBe('http://127.0.0.1:8081')
  expect(originOf('publicUrl: http://127.0.0.1:9000')).toBe('http://localhost:9001')
  expect(originOf('publicUrl: https://files.example.com')).toBe('https://wopi-test.files.example.com')
  expect(originOf('publicUrl: https://files.example.com\nwopiTestUrl: https://office-test.example.com')).toBe(
    'https://office-test.example.com',
  )
  // one port behind a proxy on one machine: the other name is the portal's
  const onePort = 'publicUrl: http://localhost:9000\nwopiUrl: http://127.0.0.1:9000\neditorUrl: http://127.0.0.2:9000'
  expect(originOf(onePort)).toBe('http://127.0.0.1:9000')
  expect(originOf('publicUrl: http://192.168.1.20:9000')).toBe('http://192.168.1.20:9001')
  expect(problemsOf('publicUrl: https://a.example\nwopiTestUrl: https://a.example')).toEqual([
    'wopiTestUrl must not be the address of the portal or the editor',
  ])
})
