import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

/** One document as it was read at one address of one editor. */
export type KeptDiscovery = { editor: string; url: string; fetchedAt: number; document: string }

export const keptDiscoveries = statement()((db) =>
  db.selectFrom('discovery').select(['editor', 'url', 'fetched_at as fetchedAt', 'document', 'replaced_at as replacedAt']),
)

const upsert = statement<KeptDiscovery>()((db, arg) =>
  db
    .insertInto('discovery')
    .values({ editor: arg('editor'), url: arg('url'), fetched_at: arg('fetchedAt'), document: arg('document') })
    .onConflict((conflict) =>
      conflict.columns(['editor', 'url']).doUpdateSet((eb) => ({
        fetched_at: eb.ref('excluded.fetched_at'),
        document: eb.ref('excluded.document'),
      })),
    ),
)
const current = statement<{ editor: string; url: string }>()((db, arg) =>
  db.updateTable('discovery').set({ replaced_at: null }).where('editor', '=', arg('editor')).where('url', '=', arg('url')),
)
const replaceOthers = statement<{ editor: string; url: string; now: number }>()((db, arg) =>
  db
    .updateTable('discovery')
    .set({ replaced_at: arg('now') })
    .where('editor', '=', arg('editor'))
    .where('url', '!=', arg('url'))
    .where('replaced_at', 'is', null),
)
const drop = statement<{ before: number }>()((db, arg) => db.deleteFrom('discovery').where('replaced_at', '<', arg('before')))

/** From `now` on this address counts; documents of former ones stay for the sessions that began there. */
const keepDiscovery: Transaction<KeptDiscovery & { now: number }, void> = async (sql, { now, ...row }) => {
  await sql.run(upsert, row)
  await noteAddress(sql, { editor: row.editor, url: row.url, now })
}

const noteAddress: Transaction<{ editor: string; url: string; now: number }, void> = async (sql, { editor, url, now }) => {
  await sql.run(current, { editor, url })
  await sql.run(replaceOthers, { editor, url, now })
}

/** Former addresses whose last editing session must have ended. */
const sweepDiscovery: Transaction<{ before: number }, void> = async (sql, { before }) => {
  await sql.run(drop, { before })
}

export const discoveryTransactions = { keepDiscovery, noteAddress, sweepDiscovery }
