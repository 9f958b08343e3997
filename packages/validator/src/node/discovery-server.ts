import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeDiscovery } from '@moorage/wopi'
import { discoveryKeys, type TestKeys } from './test-keys.ts'

export interface DiscoveryServer {
  /** where a host finds the keys */
  url: string
  close(): Promise<void>
}

/** The discovery document of a client that tests and nothing else: the app WopiTest, and the public keys. */
export function testDiscovery(keys: TestKeys, origin: string): string {
  const action = (name: string) => ({
    name,
    ext: 'wopitest',
    urlsrc: `${origin}/${name}?`,
    requires: [],
    isDefault: name === 'view',
  })
  const app = { name: 'WopiTest', checkLicense: false, actions: [action('view'), action('getinfo')] }
  const zone = origin.startsWith('https:') ? 'external-https' : 'external-http'
  return writeDiscovery({ zones: [{ name: zone, apps: [app] }], proofKey: discoveryKeys(keys) })
}

/** Serves that document at `/hosting/discovery`, on the loopback interface unless told otherwise; port 0 takes a free one. */
export function serveDiscovery(keys: TestKeys, { port = 0, host = '127.0.0.1' } = {}): Promise<DiscoveryServer> {
  return new Promise((resolve, reject) => {
    let origin = ''
    const server = createServer((request, response) => {
      const found = request.url?.split('?')[0] === '/hosting/discovery'
      response.writeHead(found ? 200 : 404, { 'Content-Type': found ? 'text/xml; charset=utf-8' : 'text/plain' })
      response.end(found ? testDiscovery(keys, origin) : 'Only /hosting/discovery is here\n')
    })
    server.on('error', reject)
    server.listen(port, host, () => {
      origin = `http://${host}:${(server.address() as AddressInfo).port}`
      const close = () =>
        new Promise<void>((done) => {
          server.close(() => done())
          server.closeAllConnections()
        })
      resolve({ url: `${origin}/hosting/discovery`, close })
    })
  })
}
