import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { chooseZone, DiscoveryError, findAction, parseDiscovery, writeDiscovery } from './discovery.ts'
import { decodeProofKey } from './proof-key.ts'

const FIXTURES = join(import.meta.dirname, '../vectors/discovery')
const fixture = (name: string) => parseDiscovery(readFileSync(join(FIXTURES, name), 'utf8'))
const CAPTURES = process.env.MOORAGE_DISCOVERY_CAPTURES ?? '/work/shared/wopi/discovery'

const ADDRESS = 'https://e.example/x?'
const wrap = (inner: string) => `<wopi-discovery><net-zone name="external-https">${inner}</net-zone></wopi-discovery>`

describe.skipIf(!existsSync(CAPTURES))('captures of real servers (skipped where the folder of captures is not there)', () => {
  for (const name of existsSync(CAPTURES) ? readdirSync(CAPTURES).filter((file) => file.endsWith('.xml')) : []) {
    test(`reads ${name}: its zones, its actions and a usable proof key`, () => {
      const discovery = parseDiscovery(readFileSync(join(CAPTURES, name), 'utf8'))
      const zone = chooseZone(discovery)
      expect(zone && findAction(zone, 'DOCX', 'view')?.action.urlsrc).toMatch(/^https?:\/\//)
      expect(discovery.proofKey && decodeProofKey(discovery.proofKey.current)).toMatchObject({ kty: 'RSA', e: 'AQAB' })
    })
  }
})
