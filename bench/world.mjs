import { createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import Sqlite from 'libsql'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const id = (length) => Array.from(randomBytes(length), (byte) => ALPHABET[byte & 31]).join('')
const HOURS_MS = 12 * 60 * 60 * 1000
const PER_FOLDER = 100
/** enough for every editing session that is played */
const SPREAD = 10_000

/** 130 bits of base32, as access tokens have them: see packages/server/src/office/access-token.ts. */
function macOf(secret, grant, file) {
  const bytes = createHmac('sha256', secret).update(`${grant}|file|${file}`).digest()
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return Array.from({ length: 26 }, (_, n) => ALPHABET[Number.parseInt(bits.slice(n * 5, n * 5 + 5), 2)]).join('')
}

// what the library adds to a row of one is no column
const columns = (row) => Object.keys(row).filter((name) => name !== '_metadata')

/** A row for each row of `from`, as the one of `table` whose id is `?` but for what is given: SQL by column. */
const copies = (db, table, row, given, from) =>
  db.prepare(
    `insert into ${table} (${columns(row).join(', ')})
     select ${columns(row)
       .map((name) => given[name] ?? `template.${name}`)
       .join(', ')}
     from ${from}, (select * from ${table} where ${table === 'extent' ? 'revision_id' : 'id'} = ? limit 1) as template`,
  )

/** 26 letters and digits of base32, made by the database. */
const NEW_ID = "substr(replace(replace(replace(replace(lower(hex(randomblob(13))), '0', 'g'), '1', 'h'), '8', 'i'), '9', 'j'), 1, 26)"

function open(data) {
  const db = new Sqlite(join(data, 'moorage.db'))
  // random keys: what does not stay in memory is read again for every row
  db.exec(
    'pragma journal_mode = wal; pragma synchronous = off; pragma foreign_keys = off; pragma cache_size = -1000000; pragma temp_store = memory',
  )
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

/** Folders below My Files, each with a hundred files that anna may edit, all of one content. Into a stopped server's database. Answers some, spread over all. */
export function addFiles(data, count) {
  const db = open(data)
  const { node, revision, extent, folder } = template(db)
  const folders = Math.ceil(count / PER_FOLDER)
  db.exec('begin')
  db.exec(`
    create temp table folder_made (k integer primary key, id text, name text);
    insert into folder_made with recursive series(k) as (select 0 union all select k + 1 from series where k + 1 < ${folders})
      select k, ${NEW_ID}, printf('folder %08d', k) from series;
    create temp table made (n integer primary key, id text, revision_id text, folder_id text, number text);
    insert into made with recursive series(n) as (select 0 union all select n + 1 from series where n + 1 < ${count})
      select n, ${NEW_ID}, ${NEW_ID}, folder_made.id, printf('%08d', n) from series join folder_made on k = n / ${PER_FOLDER}`)
  const inFolder = `min(${PER_FOLDER}, ${count} - folder_made.k * ${PER_FOLDER})`
  const named = (name) => ({ name, name_key: name, name_sort: name })
  const ofFolder = {
    ...named('folder_made.name'),
    id: 'folder_made.id',
    parent_id: 'template.id',
    child_count: inFolder,
    child_count_all: inFolder,
  }
  copies(db, 'node', folder, { ...ofFolder, folder_count: '0', folder_count_all: '0' }, 'folder_made').run(folder.id)
  const ofFile = {
    ...named("'bench ' || made.number || '.docx'"),
    id: 'made.id',
    parent_id: 'made.folder_id',
    revision_id: 'made.revision_id',
    version: '1',
  }
  copies(db, 'node', node, ofFile, 'made').run(node.id)
  copies(db, 'revision', revision, { id: 'made.revision_id', file_id: 'made.id', tenure_id: 'made.revision_id', version: '1' }, 'made').run(
    revision.id,
  )
  copies(db, 'extent', extent, { file_id: 'made.id', revision_id: 'made.revision_id' }, 'made').run(revision.id)
  for (const word of ["'bench'", 'made.number'])
    db.prepare(`insert into name_word (organization_id, root_id, word, node_id) select ?, ?, ${word}, made.id from made`).run(
      node.organization_id,
      node.root_id,
    )
  db.prepare(
    `update node set child_count = child_count + ?1, child_count_all = child_count_all + ?1, folder_count = folder_count + ?1,
       folder_count_all = folder_count_all + ?1 where id = ?2`,
  ).run(folders, folder.id)
  const spread = Math.max(1, Math.floor(count / SPREAD))
  const answer = db
    .prepare(`select id as fileId, folder_id as folderId, number as word from made where n % ? = 0 limit ${SPREAD}`)
    .all(spread)
  db.exec('commit; analyze; pragma wal_checkpoint(truncate)')
  db.close()
  return answer
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
  const names = columns(grant)
  const statement = db.prepare(`insert into access_grant (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`)
  const add = (row) => statement.run(...names.map((name) => row[name]))
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
