import type { IncomingMessage } from 'node:http'
import type { WopiStore } from '@moorage/wopi'
import type { App } from '../app.ts'
import type { OfficeStore } from '../office/store.ts'
import type { WopiActor } from '../office/wopi-actor.ts'
import { among } from '../trusted-proxies.ts'

/** Contents that nginx sends from the disk by itself (X-Accel-Redirect): such a body has no byte of its own. */
export class SentByProxy {
  readonly location: string

  constructor(location: string) {
    this.location = location
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {}
}

/** Where nginx finds a blob by itself; undefined for requests that did not come by it, and where none is set up. */
export function proxyRedirects({ config }: Pick<App, 'config'>): (request: IncomingMessage) => string | undefined {
  const { accelRedirect, trustedProxies } = config
  if (!accelRedirect) return () => undefined
  const trusted = among(trustedProxies)
  return ({ socket }) => (trusted(socket.remoteAddress ?? '') ? accelRedirect : undefined)
}

/** Somebody, and where nginx finds what they read. */
export type Reader = WopiActor & { redirect?: string | undefined }

/** The store's own contents, or where nginx finds them. */
export const readBy = (store: OfficeStore): WopiStore<Reader>['read'] =>
  async function read(who, id) {
    const content = await store.read(who, id)
    if (!who.redirect || 'outcome' in content || content.blob === undefined) return content
    const body = new SentByProxy(who.redirect + content.blob)
    return { ...content, open: async () => body }
  }
