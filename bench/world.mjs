import { createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import Sqlite from 'libsql'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const id = (length) => Array.from(randomBytes(length), (byte) => ALPHABET[byte & 31]).join('')
const HOURS_MS = 12 * 60 * 60 * 1000
export const PER_FOLDER = 100

/** 130 bits of base32, as access tokens have them: see packages/server/src/office/access-token.ts. */
function macOf(secret, grant, file) {
  const bytes = createHmac('sha256', secret).update(`${grant}|file|${file}`).digest()
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return Array.from({ length: 26 }, (_, n) => ALPHABET[Number.parseInt(bits.slice(n * 5, n * 5 + 5), 2)]).join('')
}

// what the library adds to a row of one is no column
const columns = (row) => Object.keys(row).filter((name) => name !== '_metadata')
const insertOf = (db, table, row) => {
  const statement = db.prepare(
    `insert into ${table} (${columns(row).join(', ')}) values (${columns(row)
      .map(() => '?')
      .join(', ')})`,
  )
  return (values) => statement.run(...columns(row).map((name) => values[name] ?? null))
}

function open(data) {
  const db = new Sqlite(join(data, 'moorage.db'))
  db.exec('pragma journal_mode = wal; pragma synchronous = off; pragma foreign_keys = off')
  return db
}

/** Anna's first document in My Files, with all its rows: everything else here is made after it. */
function template(db) {
  const node = db
    .prepare(
      "select node.* from node join account on account.id = node.created_by where account.email_key = 'anna@demo.test' and node.name = 'Start here.docx'",
    )
    .get()
  const revision = db.prepare('select * from revision where id = ?').get(node.revision_id)
  const extent = db.prepare('select * from extent where revision_id = ?').get(node.revision_id)
  return { node, revision, extent, folder: db.prepare('select * from node where id = ?').get(node.root_id) }
}

/** Folders below My Files, each with so many files that anna may edit, all of one content. Into a stopped server's database. */
export function addFiles(data, count) {
  const db = open(data)
  const { node, revision, extent, folder } = template(db)
  const [addNode, addRevision, addExtent] = [insertOf(db, 'node', node), insertOf(db, 'revision', revision), insertOf(db, 'extent', extent)]
  const addWord = db.prepare('insert into name_word (organization_id, root_id, word, node_id) values (?, ?, ?, ?)')
  const made = []
  const { total } = db.prepare("select count(*) as total from node where name like 'bench %'").get()
  db.exec('begin')
  for (let n = 0; n < count; ) {
    const inFolder = Math.min(PER_FOLDER, count - n)
    const folderId = id(26)
    const folderName = `folder ${String(total + n).padStart(8, '0')}`
    addNode({
      ...folder,
      ...{ id: folderId, parent_id: folder.id, name: folderName, name_key: folderName, name_sort: folderName },
      ...{ child_count: inFolder, child_count_all: inFolder, folder_count: 0, folder_count_all: 0 },
    })
    for (const end = n + inFolder; n < end; n++) {
      const number = String(total + n).padStart(8, '0')
      const [fileId, revisionId, name] = [id(26), id(26), `bench ${number}.docx`]
      addNode({ ...node, id: fileId, parent_id: folderId, name, name_key: name, name_sort: name, revision_id: revisionId, version: 1 })
      addRevision({ ...revision, id: revisionId, file_id: fileId, tenure_id: revisionId })
      addExtent({ ...extent, file_id: fileId, revision_id: revisionId })
      for (const word of ['bench', number]) addWord.run(node.organization_id, node.root_id, word, fileId)
      if (made.length < 20_000) made.push({ fileId, folderId, word: number })
    }
  }
  const folders = Math.ceil(count / PER_FOLDER)
  db.prepare(
    'update node set child_count = child_count + ?, child_count_all = child_count_all + ?, folder_count = folder_count + ?, folder_count_all = folder_count_all + ? where id = ?',
  ).run(...[folders, folders, folders, folders, folder.id])
  db.exec('commit; analyze; pragma wal_checkpoint(truncate)')
  db.close()
  return made
}

/** A grant of the client `test` for each: what a launch of its own would have made. Answers them as held files. */
export function addGrants(data, files) {
  const db = open(data)
  const { node } = template(db)
  const secret = Buffer.from(db.prepare("select value from setting where name = 'secret'").get().value, 'base64url')
  const now = Date.now()
  const grant = {
    ...{ organization_id: node.organization_id, id: '', account_id: node.created_by, client: 'test', node_id: '', revision_id: null },
    ...{ ceiling: 'edit', created_at: now, expires_at: now + HOURS_MS, ended_at: null, tenure_id: null },
    ...{ portal_origin: null, profile: 'web', stage: null },
  }
  const add = insertOf(db, 'access_grant', grant)
  db.exec('begin')
  const held = files.map((file) => {
    const grantId = id(18)
    add({ ...grant, id: grantId, node_id: file.fileId })
    return { ...file, path: `/wopi/files/${file.fileId}`, token: grantId + macOf(secret, grantId, file.fileId) }
  })
  db.exec('commit; pragma wal_checkpoint(truncate)')
  db.close()
  return held
}
