import { Worker } from 'node:worker_threads'
import { AppError, ERRORS, type ErrorCode } from '@moorage/api/errors'
import { connect, connectReadOnly } from './connect.ts'
import { migrate } from './migrate.ts'
import { type Sql, sqliteSql } from './sql.ts'
import type { Transact, Transactions } from './transaction.ts'
import type { WriteReply } from './writer.ts'

/** The database as the domain sees it: reads here, writes as named transactions. */
export interface Db<T extends Transactions> {
  read: Sql
  transact: Transact<T>
  /** Called after every commit of this process; the answer stops it. Other processes' commits are not heard. */
  onCommit(listener: () => void): () => void
  /** false when the writer has ended: nothing can be saved any more */
  alive(): boolean
  /** transactions that are not answered yet */
  waiting(): number
  close(): Promise<void>
}

/** Opens (and migrates) the SQLite database in `file`; `writer` is the module that calls runWriter with the registry. */
export async function openDb<T extends Transactions>(file: string, writer: URL): Promise<Db<T>> {
  const first = connect(file)
  migrate(first)
  first.close()
  const reader = connectReadOnly(file)
  // the writer is built code whatever runs around it: a test runner's flags are not for it
  const worker = new Worker(writer, { workerData: { file }, execArgv: [] })
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Set<() => void>()
  let next = 0
  let dead: Error | undefined
  worker.on('message', (replies: WriteReply[]) => {
    for (const { id, result, error } of replies) {
      const caller = waiting.get(id)
      waiting.delete(id)
      if (error) caller?.reject(revive(error))
      else caller?.resolve(result)
    }
    if (replies.some(({ error }) => !error)) for (const listener of listeners) listener()
  })
  const die = (error: Error) => {
    dead = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('error', die)
  const ended = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      die(new Error('the database writer has ended'))
      resolve()
    }),
  )
  return {
    read: sqliteSql(reader),
    transact: ((name: string, args: unknown) =>
      new Promise((resolve, reject) => {
        if (dead) return reject(dead)
        const id = next++
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, name, args })
      })) as Transact<T>,
    onCommit: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    alive: () => dead === undefined,
    waiting: () => waiting.size,
    close: async () => {
      worker.postMessage('close')
      await ended
      reader.close()
    },
  }
}

function revive({ message, name, code, fields }: NonNullable<WriteReply['error']>): Error {
  if (name === 'AppError' && code && code in ERRORS) return new AppError(code as ErrorCode, fields)
  if (code === 'SQLITE_FULL') return new AppError('STORAGE_FULL', { cause: new Error(message) })
  return Object.assign(new Error(message), { name, code })
}
