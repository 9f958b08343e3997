import { createHmac, createPublicKey, randomBytes, timingSafeEqual, verify } from 'node:crypto'
import { join } from 'node:path'
import { expectedProof } from '@moorage/wopi'
import Sqlite from 'libsql'

/** What has to be read of the server's own database, by the cheapest statements that find it. */
export function openRows({ data, key }) {
  const publicKey = createPublicKey(key)
  const db = new Sqlite(join(data, 'moorage.db'))
  db.exec('pragma query_only = on')
  // as lists, as the server reads them: libsql takes twice as long to make an object of a row
  const point = (table, columns) => db.prepare(`select ${columns} from ${table} where id = ?`).raw()
  const grants = point('access_grant', 'account_id, node_id, client, ceiling, expires_at, ended_at')
  const accounts = point('account', 'organization_id, name, kind, disabled_at')
  const files = point(
    'node',
    'root_id, organization_id, name, size, version, sha256, revision_id, modified_at, deleted_at, lock_id, lock_expires_at',
  )
  const roots = point('root', 'organization_id, kind, owner_id')
  const secret = randomBytes(32)

  const shown = ['id', 'kind', 'name', 'size', 'version', 'modified_at', 'modified_by_name', 'lock_id', 'lock_account']
  const children = db
    .prepare(
      `select ${shown} from node where organization_id = ? and parent_id = ? and deleted_at is null order by kind desc, name_sort, id limit 100`,
    )
    .raw()
  const named = db
    .prepare(
      `select ${shown.map((name) => `node.${name}`)} from name_word join node on node.organization_id = name_word.organization_id and node.id = name_word.node_id where name_word.organization_id = ? and name_word.root_id = ? and name_word.word >= ? and name_word.word < ? and node.deleted_at is null order by name_word.word, name_word.node_id limit 200`,
    )
    .raw()
  const asObjects = (rows) => rows.map((row) => Object.fromEntries(shown.map((name, at) => [name, row[at]])))
  const placeOf = (folder) => {
    const [root, organization] = files.get([folder])
    return { root, organization, seen: roots.get([root]) }
  }

  return {
    /** The file of a signed request; undefined where nobody we know signed it. Reads what nobody can decide without: the grant, its account, the file, whose it is. */
    known(request) {
      const token = /access_token=([a-z2-7]+)/.exec(request.url)[1]
      // the answer is not asked for: it is another secret than the server's
      timingSafeEqual(createHmac('sha256', secret).update(token).digest(), secret)
      const { 'x-wopi-proof': proof, 'x-wopi-timestamp': ticks } = request.headers
      const signed = expectedProof({ accessToken: token, url: `http://${request.headers.host}${request.url}`, ticks: BigInt(ticks) })
      if (!verify('RSA-SHA256', signed, publicKey, Buffer.from(proof, 'base64'))) return undefined
      const [account, file] = grants.get([token.slice(0, 18)])
      const [root] = files.get([file])
      return accounts.get([account]) && roots.get([root]) && file
    },
    /** a hundred files of a folder */
    listing(folder) {
      const { organization } = placeOf(folder)
      return JSON.stringify(asObjects(children.all([organization, folder])))
    },
    /** files with a word that begins so, in the place of a folder */
    search(folder, word) {
      const { root, organization } = placeOf(folder)
      return JSON.stringify(asObjects(named.all([organization, root, word, `${word}\u{10ffff}`])))
    },
  }
}
