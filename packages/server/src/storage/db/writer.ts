import { parentPort, workerData } from 'node:worker_threads'
import { connect } from './connect.ts'
import { sqliteSql } from './sql.ts'
import type { Transactions } from './transaction.ts'

export interface WriteMessage {
  id: number
  name: string
  args: unknown
}
export interface WriteReply {
  id: number
  result?: unknown
  error?: { message: string; code?: string; name: string; fields?: Record<string, unknown> }
}

/**
 * The one writer: runs in a worker thread, takes whatever is queued as savepoints of one transaction, commits once
 * (synchronous=FULL: WAL on disk), and only then answers all of them.
 */
export function runWriter(transactions: Transactions) {
  const port = parentPort
  if (!port) throw new Error('the writer runs in a worker thread')
  const connection = connect((workerData as { file: string }).file)
  const sql = sqliteSql(connection)
  const [savepoint, release] = [connection.prepare('savepoint one'), connection.prepare('release one')]
  let queue: WriteMessage[] = []
  let busy = false

  const run = async ({ id, name, args }: WriteMessage): Promise<WriteReply> => {
    const transaction = transactions[name]
    if (!transaction) throw new Error(`no transaction is named ${name}`)
    return { id, result: await transaction(sql, args) }
  }

  const runAmongOthers = async (message: WriteMessage): Promise<WriteReply> => {
    savepoint.run()
    try {
      const reply = await run(message)
      release.run()
      return reply
    } catch (error) {
      // a full disk can end the whole transaction by itself: then every one of the batch is told so
      if (!connection.inTransaction) throw error
      connection.exec('rollback to one')
      release.run()
      return { id: message.id, error: describe(error) }
    }
  }

  const drain = async () => {
    if (busy) return
    busy = true
    while (queue.length > 0) {
      const batch = queue
      queue = []
      let replies: WriteReply[]
      try {
        connection.exec('begin immediate')
        replies = []
        // one alone needs no savepoint: if it fails, all of it is rolled back
        const one = batch.length === 1 ? run : runAmongOthers
        for (const message of batch) replies.push(await one(message))
        connection.exec('commit')
      } catch (error) {
        if (connection.inTransaction) connection.exec('rollback')
        replies = batch.map(({ id }) => ({ id, error: describe(error) }))
      }
      port.postMessage(replies)
    }
    busy = false
  }

  port.on('message', (message: WriteMessage | 'close') => {
    if (message === 'close') {
      // what was queued before is still written and answered
      void drain().then(() => {
        connection.close()
        port.close()
      })
      return
    }
    queue.push(message)
    // one turn of the loop lets whatever else has arrived join the batch
    setImmediate(drain)
  })
  port.postMessage('ready')
}

function describe(error: unknown): NonNullable<WriteReply['error']> {
  const { message, code, name, detail, data } = error as Error & { code?: string; detail?: string; data?: unknown }
  return { message, name, ...(code === undefined ? {} : { code }), fields: { detail, data } }
}
