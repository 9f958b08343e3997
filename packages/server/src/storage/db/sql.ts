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

/** libsql takes the values as a list too, which costs less than rest parameters. */
interface Prepared {
  raw(): Prepared
  columns(): { name: string }[]
  get(values: unknown[]): unknown[] | undefined
  all(values: unknown[]): unknown[][]
  run(values: unknown[]): { changes: number }
}

/** Measured: libsql takes twice as long to make an object of a row as it takes to find it, so rows are lists until here. */
function reader(connection: Connection, sql: string) {
  const statement = (connection.prepare(sql) as unknown as Prepared).raw()
  const names = statement.columns().map(({ name }) => name)
  const rowOf = (values: unknown[]) => {
    const row: Record<string, unknown> = {}
    for (let at = 0; at < names.length; at++) row[names[at] as string] = values[at]
    return row
  }
  return {
    get: (values: unknown[]) => {
      const found = statement.get(values)
      return found && rowOf(found)
    },
    all: (values: unknown[]) => statement.all(values).map(rowOf),
  }
}

/** Made once for each text. */
function once<T>(make: (sql: string) => T): (sql: string) => T {
  const made = new Map<string, T>()
  return (sql) => {
    const found = made.get(sql) ?? make(sql)
    made.set(sql, found)
    return found
  }
}

export function sqliteSql(connection: Connection): Sql {
  const reading = once((sql) => reader(connection, sql))
  const writing = once((sql) => connection.prepare(sql) as unknown as Prepared)
  return {
    get: async (statement, args) => reading(statement.sql).get(bind(statement.parameters, args)) as never,
    all: async (statement, args) => reading(statement.sql).all(bind(statement.parameters, args)) as never,
    run: async (statement, args) => writing(statement.sql).run(bind(statement.parameters, args)).changes,
    query: async (query) => {
      const compiled = query.compile()
      return reader(connection, compiled.sql).all(compiled.parameters.map(storable)) as never
    },
  }
}
