import { randomBytes } from 'node:crypto'
import { sha256 } from './wopi-calls.mjs'
import { wrong } from './wrong.mjs'

const TUS = { 'tus-resumable': '1.0.0' }
const ITEM = 'moorage-item-id'
const CHUNK = 64 * 1024

const metadata = (values) =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

/** Uploads in pieces. What a crash cut off is gone on with, from no less than what was acknowledged. */
export async function uploader(world, desk) {
  desk.upload ??= await begin(world)
  const { upload } = desk
  if (!(await goOn(world, upload))) return
  desk.upload = undefined
}

async function begin({ anna, folderId, random }) {
  const body = randomBytes(1 + random.below(4 * CHUNK))
  const name = `upload ${randomBytes(6).toString('hex')}.bin`
  const answer = await anna('/api/uploads', {
    method: 'POST',
    headers: { ...TUS, 'upload-length': String(body.length), 'upload-metadata': metadata({ folderId, name }) },
  })
  if (answer.status !== 201) wrong(`beginning an upload was answered ${answer.status}`)
  return { body, name, location: new URL(answer.headers.get('location'), 'http://any').pathname, offset: 0 }
}

async function goOn(world, upload) {
  const { anna, books } = world
  const looked = await anna(upload.location, { method: 'HEAD', headers: TUS })
  if (looked.status !== 200) wrong(`an upload of which ${upload.offset} bytes were acknowledged was answered ${looked.status}`)
  const there = Number(looked.headers.get('upload-offset'))
  if (there < upload.offset) wrong(`of an upload ${upload.offset} bytes were acknowledged, and ${there} are there`)
  const done = looked.headers.get(ITEM)
  if (done) return finished(books, upload, done)
  const answer = await anna(upload.location, {
    method: 'PATCH',
    headers: { ...TUS, 'upload-offset': String(there), 'content-type': 'application/offset+octet-stream' },
    body: upload.body.subarray(there, there + CHUNK),
  })
  if (answer.status !== 204) wrong(`a part of an upload was answered ${answer.status} ${await answer.text()}`)
  upload.offset = Number(answer.headers.get('upload-offset'))
  const made = answer.headers.get(ITEM)
  return made ? finished(books, upload, made) : false
}

function finished(books, { body }, itemId) {
  books.acknowledged({ file: itemId, version: 1, sha256: sha256(body) })
  books.count('uploads')
  return true
}
