export { type DiscoveryServer, serveDiscovery, testDiscovery } from './discovery-server.ts'
export { folderFixtures } from './folder-fixtures.ts'
export { httpTransport } from './http-transport.ts'
export { discoveryKeys, generateTestKeys, readTestKeys, signerOf, type TestKeys, writeTestKeys } from './test-keys.ts'
