import { describe, expect, test } from 'vitest'
import { ConfigError, configurationMarkdown, readConfig, settingsTemplate, withPorts } from './config.ts'
import type { ConfigSources } from './config-given.ts'
import { environmentName, VARIABLES } from './config-variables.ts'

const read = (text = '', more: Partial<ConfigSources> = {}) =>
  readConfig({ file: { path: 'moorage.yaml', text }, environment: {}, dataFolder: '/data', demo: false, ...more })

const problemsOf = (work: () => unknown): string[] => {
  try {
    work()
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

test('an alias of nothing in the file is a problem in words', () => {
  expect(() => read('quota: *nothing')).toThrow(/The settings have a problem:\n .*alias/)
})

describe('addresses', () => {
  test('are three ports of localhost when nothing is said', () => {
    const { portalOrigin, wopiOrigin, editorOrigin, listenAddress } = read()
    expect([portalOrigin, wopiOrigin, editorOrigin]).toEqual(['http://localhost:8080', 'http://localhost:8081', 'http://localhost:8082'])
    expect(listenAddress).toBe('localhost')
  })

  test('are three names on one port when the public address is a host name', () => {
    const config = read('publicUrl: https://files.example.com')
    expect(config).toMatchObject({
      portalOrigin: 'https://files.example.com',
      wopiOrigin: 'https://wopi.files.example.com',
      editorOrigin: 'https://editor.files.example.com',
      ports: { portal: 8080, wopi: 8080, editor: 8080 },
      listenAddress: '0.0.0.0',
    })
  })

  test('are three ports when the public address is an IP address', () => {
    expect(read('publicUrl: http://192.168.1.20:9000')).toMatchObject({
      portalOrigin: 'http://192.168.1.20:9000',
      wopiOrigin: 'http://192.168.1.20:9001',
      editorOrigin: 'http://192.168.1.20:9002',
      ports: { portal: 9000, wopi: 9001, editor: 9002 },
    })
  })

  test('follow a port that is given alone', () => {
    expect(read('', { options: { portalPort: '9100' } })).toMatchObject({
      portalOrigin: 'http://localhost:9100',
      editorOrigin: 'http://localhost:9102',
      portsGiven: true,
    })
  })

  test('follow the ports that were free in the end', () => {
    const ports = { portal: 8086, wopi: 8087, editor: 8088 }
    expect(withPorts(read(), ports)).toMatchObject({
      portalOrigin: 'http://localhost:8086',
      wopiOrigin: 'http://localhost:8087',
      wopiTestOrigin: 'http://127.0.0.1:8087',
      ports,
    })
    const anyFree = read('', { options: { portalPort: 0 } })
    expect(withPorts(anyFree, ports)).toMatchObject({ portalOrigin: 'http://localhost:8086', editorOrigin: 'http://localhost:8088' })
  })

  test('stay as they are when they were given, wherever the server listens', () => {
    const config = withPorts(read('publicUrl: https://files.example.com'), { portal: 9000, wopi: 9000, editor: 9000 })
    expect(config.portalOrigin).toBe('https://files.example.com')
  })
})

describe('sources', () => {
  test('the environment wins over the file, an option over both', () => {
    const more = { environment: { MOORAGE_SESSION_DAYS: '3', MOORAGE_WOPI_PORT: '9001' }, options: { wopiPort: '9002' } }
    expect(read('sessionDays: 30\nwopiPort: 9000', more)).toMatchObject({ sessionDays: 3, ports: { wopi: 9002 } })
  })

  test('a mounted file gives a value without its line end', () => {
    const more = { environment: { MOORAGE_DEMO_PASSWORD_FILE: '/run/secrets/password' }, readSecret: () => 'tide-table\n' }
    expect(read('', more).demoPassword).toBe('tide-table')
  })

  test('editors come as a list in the file or as text in the environment', () => {
    const row = { id: 'collabora', name: 'Collabora', discoveryUrl: 'https://office.example.com/hosting/discovery', profile: 'collabora' }
    const expected = [{ ...row, proof: 'required', order: 100 }]
    expect(read(`editors: ${JSON.stringify([row])}`).editors).toEqual(expected)
    expect(read('', { environment: { MOORAGE_EDITORS: JSON.stringify([row]) } }).editors).toEqual(expected)
  })

  test('sizes are read with their units', () => {
    expect(read('maxFileSize: 250 MB\nquota: 1.5 TB')).toMatchObject({ maxFileSize: 250 * 2 ** 20, quota: 1.5 * 2 ** 40 })
  })

  test('what is read cannot be changed', () => {
    const config = read()
    expect(Object.isFrozen(config) && Object.isFrozen(config.ports)).toBe(true)
  })
})

describe('mistakes', () => {
  test('are told all at once, each with its place', () => {
    const text = 'sessionDays: soon\nmaxFilesize: 3 GB\nquota: lots\n'
    const problems = problemsOf(() => read(text, { environment: { MOORAGE_PORTAL_PROT: '80', MOORAGE_LOG_LEVEL: 'loud' } }))
    expect(problems).toEqual([
      'moorage.yaml:2: maxFilesize is not a setting; did you mean maxFileSize?',
      'environment variable MOORAGE_PORTAL_PROT: there is no such setting; did you mean MOORAGE_PORTAL_PORT?',
      'moorage.yaml:3: quota must be a size such as 250 MB or 2 GB, not "lots"',
      'moorage.yaml:1: sessionDays must be a whole number from 1 to 365, not "soon"',
      'environment variable MOORAGE_LOG_LEVEL: logLevel must be one of debug, info, warn, error, not "loud"',
    ])
  })

  test('of the file itself name the line', () => {
    expect(problemsOf(() => read('sessionDays: 3\nsessionDays: 4'))[0]).toMatch(/^moorage\.yaml:2: /)
    expect(problemsOf(() => read('- a\n- b'))[0]).toMatch(/^moorage\.yaml:1: the file must hold lines/)
  })

  test('of editors name the entry', () => {
    const text = 'editors:\n  - {id: test, name: T, discoveryUrl: nonsense, profile: microsoft, colour: red}'
    expect(problemsOf(() => read(text))).toEqual([
      'moorage.yaml:1: editors entry 1: colour is unknown; entry 1: discoveryUrl must be an http or https address, not "nonsense"; entry 1: the id test is taken by the program',
    ])
  })

  test('a secret is never quoted', () => {
    const problems = problemsOf(() => read('demoPassword: [sesame]'))
    expect(problems).toHaveLength(1)
    expect(problems.join()).not.toContain('sesame')
  })

  test('of proxies name the entry', () => {
    expect(read('trustedProxies: [10.0.0.0/8, "::1"]').trustedProxies).toEqual(['10.0.0.0/8', '::1'])
    expect(problemsOf(() => read('trustedProxies: [10.0.0.0/40]'))[0]).toContain('not "10.0.0.0/40"')
  })

  test('a client id for apps without its secret is refused, and an address that is not https', () => {
    expect(problemsOf(() => read('mobileClientId: office'))).toEqual(['mobileClientId and mobileClientSecret belong together: give both'])
    expect(problemsOf(() => read('mobileRedirectUris: [http://localhost]'))[0]).toContain('must be https addresses')
    const { mobile } = read('mobileClientId: office\nmobileClientSecret: sesame')
    expect(mobile).toEqual({ clientId: 'office', clientSecret: 'sesame', redirectUris: ['https://localhost'] })
    expect(read('').mobile).toBeUndefined()
  })

  test('one port for three addresses of localhost is refused', () => {
    expect(problemsOf(() => read('portalPort: 9000\nwopiPort: 9000\neditorPort: 9001'))).toHaveLength(1)
  })

  test('one address for two origins is refused', () => {
    expect(problemsOf(() => read('publicUrl: https://a.example.com\neditorUrl: https://a.example.com'))).not.toEqual([])
  })

  test('a variable given twice, as itself and as a file, is refused', () => {
    const environment = { MOORAGE_DEMO_PASSWORD: 'a', MOORAGE_DEMO_PASSWORD_FILE: '/b' }
    expect(problemsOf(() => read('', { environment, readSecret: () => 'b' }))).toHaveLength(1)
  })
})

describe('what is derived from the table', () => {
  test('no two settings have the same name in the environment', () => {
    expect(new Set(Object.keys(VARIABLES).map(environmentName)).size).toBe(Object.keys(VARIABLES).length)
  })

  test('the settings file of a first start sets nothing and names everything', () => {
    const template = settingsTemplate()
    expect(read(template)).toEqual(read())
    for (const name of Object.keys(VARIABLES).filter((name) => name !== 'dataFolder')) expect(template).toContain(`# ${name}:`)
  })

  test('the documentation has a row for every setting', () => {
    for (const name of Object.keys(VARIABLES)) {
      expect(configurationMarkdown()).toContain(`| \`${name}\``)
      expect(configurationMarkdown()).toContain(`| \`${environmentName(name)}\``)
    }
  })
})
