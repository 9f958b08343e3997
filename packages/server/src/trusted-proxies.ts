import { BlockList, isIP } from 'node:net'

/** An IPv4 address as such, where a socket gives it in IPv6. */
export const bare = (address: string) => address.replace(/^::ffff:(?=\d+\.)/, '')
const family = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** Whether an address (as sockets give it) is among these addresses and ranges. */
export function among(trusted: readonly string[]): (peer: string) => boolean {
  const list = new BlockList()
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/')
    if (bits === undefined) list.addAddress(address, family(address))
    else list.addSubnet(address, Number(bits), family(address))
  }
  return (peer) => list.check(bare(peer), family(bare(peer)))
}
