import { join } from 'node:path'
import Sqlite from 'libsql'
import { settle } from './file.mjs'
import { counter, sha256, wopi } from './wopi-calls.mjs'
import { wrong } from './wrong.mjs'

/** What the server says of a file that its clients hold, against what they were told. */
export async function checkFile(server, file) {
  const [content, lock, info] = await Promise.all([wopi.get(server, file), wopi.getLock(server, file), wopi.info(server, file)])
  if ([content, lock, info].some(({ status }) => status !== 200))
    wrong(`${file.id} is answered ${content.status} ${lock.status} ${info.status}`)
  const { now, maybe } = file
  const hash = sha256(content.bytes)
  const version = counter(content.headers.get('x-wopi-itemversion'))
  const same = version === now.version && hash === now.sha256
  const newer = version > now.version && version <= now.version + maybe.sha256.size && maybe.sha256.has(hash)
  if (!same && !newer) wrong(`${file.id} was acknowledged as version ${now.version}; now it is ${version} with other bytes`)
  const held = lock.headers.get('x-wopi-lock') ?? ''
  if (held !== now.lock && !maybe.lock.has(held)) wrong(`${file.id} was acknowledged as locked by “${now.lock}”, and is by “${held}”`)
  const name = JSON.parse(info.bytes.toString()).BaseFileName
  if (name !== now.name && !maybe.name.has(name)) wrong(`${file.id} was acknowledged as “${now.name}”, and is “${name}”`)
  settle(file, { version, sha256: hash, lock: held, name })
}

/** Reads the served database, and nothing else happens to it. */
export function withDatabase(data, work) {
  const db = new Sqlite(join(data, 'moorage.db'))
  try {
    db.exec('pragma busy_timeout = 5000; pragma query_only = on')
    return work(db)
  } finally {
    db.close()
  }
}

const AT_ONCE = 4

/** Each of these acknowledged saves, as the portal gives that revision to people: byte for byte. */
export async function checkSaves({ data, anna, books }, saves) {
  const ids = withDatabase(data, (db) => {
    const find = db.prepare("select id from revision where file_id = ? and version = ? and kind != 'rescue'")
    return saves.map(({ file, version }) => find.get(file, version)?.id)
  })
  let next = 0
  const worker = async () => {
    for (let n = next++; n < saves.length; n = next++) {
      const { file, version, sha256: expected } = saves[n]
      if (!ids[n]) wrong(`version ${version} of ${file} was acknowledged and is gone`)
      const answer = await anna(`/api/items/${file}/revisions/${ids[n]}/download`)
      if (answer.status !== 200) wrong(`version ${version} of ${file} is answered ${answer.status}`)
      if (sha256(Buffer.from(await answer.arrayBuffer())) !== expected)
        wrong(`version ${version} of ${file} has other bytes than were acknowledged`)
      books.count('checked')
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

/** What no crash may leave: a broken database, two of one name in a folder. */
export function checkDatabase(data) {
  withDatabase(data, (db) => {
    const verdict = db.prepare('pragma integrity_check').get().integrity_check
    if (verdict !== 'ok') wrong(`the database: ${verdict}`)
    const broken = db.prepare('select count(*) as count from pragma_foreign_key_check').get().count
    if (broken > 0) wrong(`the database: ${broken} rows refer to nothing`)
    const twice = db
      .prepare('select name from node where deleted_at is null and parent_id is not null group by parent_id, name_key having count(*) > 1')
      .get()
    if (twice) wrong(`“${twice.name}” is there twice in one folder`)
  })
}
