import type { Problem } from '@moorage/api'
import type { Visitor } from './server.ts'

const TUS = { 'tus-resumable': '1.0.0' }

const metadataOf = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

/** tus creation; answers the response, whose Location is the upload. */
export const begin = (who: Visitor, metadata: Record<string, string>, size: number) =>
  who.fetch('/api/uploads', {
    method: 'POST',
    headers: { ...TUS, 'upload-length': String(size), 'upload-metadata': metadataOf(metadata) },
  })

export const send = (who: Visitor, location: string, offset: number, body: Uint8Array | ReadableStream<Uint8Array>, signal?: AbortSignal) =>
  who.fetch(location, {
    method: 'PATCH',
    headers: { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body: body as BodyInit,
    duplex: 'half',
    signal,
  })

export const look = (who: Visitor, location: string) => who.fetch(location, { method: 'HEAD', headers: TUS })
export const withdraw = (who: Visitor, location: string) => who.fetch(location, { method: 'DELETE', headers: TUS })

/** All at once; rejects with the problem where it is refused. */
export async function upload(who: Visitor, metadata: Record<string, string>, body: Buffer): Promise<{ itemId: string | undefined }> {
  const begun = await begin(who, metadata, body.length)
  if (begun.status !== 201)
    throw Object.assign(new Error(`creation was answered ${begun.status}`), { problem: (await begun.json()) as Problem })
  if (body.length === 0) return { itemId: begun.headers.get('moorage-item-id') ?? undefined }
  const sent = await send(who, begun.headers.get('location') ?? '', 0, body)
  if (sent.status !== 204)
    throw Object.assign(new Error(`the upload was answered ${sent.status}`), { problem: (await sent.json()) as Problem })
  return { itemId: sent.headers.get('moorage-item-id') ?? undefined }
}
