import type { Sql } from './sql.ts'

/**
 * A transaction is a named function of plain data: it runs where the writer runs, alone, and either all of it is
 * durable or none of it is. It must await nothing but `sql`. Arguments and results are structured-clonable.
 * To refuse, return what the caller branches on; throwing rolls back and rejects the caller's promise.
 */
export type Transaction<Args, Result> = (sql: Sql, args: Args) => Promise<Result>

// biome-ignore lint/suspicious/noExplicitAny: a registry holds transactions of every shape
export type Transactions = Record<string, Transaction<any, any>>

/** Runs a registered transaction. Resolved means committed and on disk. */
export type Transact<T extends Transactions> = <Name extends keyof T & string>(
  name: Name,
  args: Parameters<T[Name]>[1],
) => ReturnType<T[Name]>
