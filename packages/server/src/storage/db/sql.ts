import type { Compilable } from 'kysely'
import type { Connection } from './connect.ts'
import { bind, type Statement, storable } from './statement.ts'

/**
 * Runs statements on one connection. Answers are promises because PostgreSQL's will be; on SQLite they are ready at
 * once. A read outside a transaction sees everything committed before it.
 */
export interface Sql {
  get<Args extends Record<string, unknown>, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row | undefined>
  all<Args extends Record<string, unknown>, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row[]>
  /** the number of rows changed */
  run<Args extends Record<string, unknown>>(statement: Statement<Args, unknown>, args: Args): Promise<number>
  /** a query that was built for this call only; keep it off hot paths */
  query<Row>(query: Compilable<Row>): Promise<Row[]>
}

/** libsql's own types take no rest parameters. */
interface Prepared {
  get(...values: unknown[]): unknown
  all(...values: unknown[]): unknown[]
  run(...values: unknown[]): { changes: number }
}

/** libsql adds `_metadata` to the row of `.get()`; nobody should see it. */
const clean = (row: unknown) => {
  if (row && typeof row === 'object' && '_metadata' in row) delete (row as { _metadata?: unknown })._metadata
  return row
}

export function sqliteSql(connection: Connection): Sql {
  const prepared = new Map<string, Prepared>()
  const prepare = (sql: string) => {
    let found = prepared.get(sql)
    if (!found) {
      found = connection.prepare(sql) as unknown as Prepared
      prepared.set(sql, found)
    }
    return found
  }
  return {
    get: async (statement, args) => clean(prepare(statement.sql).get(...bind(statement.parameters, args))) as never,
    all: async (statement, args) => prepare(statement.sql).all(...bind(statement.parameters, args)) as never,
    run: async (statement, args) => prepare(statement.sql).run(...bind(statement.parameters, args)).changes,
    query: async (query) => {
      const compiled = query.compile()
      return (connection.prepare(compiled.sql) as unknown as Prepared).all(...compiled.parameters.map(storable)) as never
    },
  }
}
