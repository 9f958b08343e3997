import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import { DummyDriver, Kysely as KyselyBuilder, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Database } from './schema.ts'

/**
 * A query built once by Kysely when it is first run, and run as a prepared statement with named arguments. Kysely is
 * the seam: nothing here knows a table.
 */
export interface Statement<Args, Row> {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** types only */
  readonly _?: { args: Args; row: Row }
}

/** The value that stands for a named argument while a statement is built. */
class Argument {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Builds and compiles only: it never executes. */
const builder: Kysely<Database> = new KyselyBuilder<Database>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

type RowOf<Q> = Q extends Compilable<infer Row> ? Row : never

/**
 * `statement<{ id: string }>()((db, arg) => db.selectFrom('node').selectAll().where('id', '=', arg('id')))`.
 * `arg(name)` stands for the value given when it runs.
 */
export const statement =
  <Args extends Record<string, unknown> = Record<never, never>>() =>
  <Q extends Compilable<unknown>>(
    build: (db: Kysely<Database>, arg: <K extends keyof Args & string>(name: K) => Args[K]) => Q,
  ): Statement<Args, RowOf<Q>> => {
    let query: CompiledQuery | undefined
    // hundreds of them, of which a start runs few
    const compiled = () => {
      query ??= build(builder, (name) => new Argument(name) as never).compile()
      return query
    }
    return {
      get sql() {
        return compiled().sql
      },
      get parameters() {
        return compiled().parameters
      },
    }
  }

/** The values of a statement's parameters in order. A missing argument is a programming error and throws. */
export function bind(parameters: readonly unknown[], args: Record<string, unknown>): unknown[] {
  return parameters.map((value) => {
    if (!(value instanceof Argument)) return storable(value)
    if (args[value.name] === undefined) throw new Error(`statement argument ${value.name} is missing`)
    return storable(args[value.name])
  })
}

/** libsql ends the whole process on a value that it does not know, a boolean for one. */
export function storable(value: unknown): unknown {
  const kind = typeof value
  if (value === null || kind === 'number' || kind === 'string' || kind === 'bigint' || value instanceof Uint8Array) return value
  throw new Error(`a ${kind} cannot be stored: booleans are 0 and 1, JSON is text`)
}

/** Kysely for queries whose shape depends on input (sort orders, filters): compile, then run with `Sql.query`. */
export { builder as build }
