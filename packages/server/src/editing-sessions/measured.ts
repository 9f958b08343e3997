import type { App } from '../app.ts'
import { build } from '../storage/db/statement.ts'
import type { Measured, MeasureName } from './measures.ts'

/** Minute by minute since `from` (epoch milliseconds; whole minutes from the one that it is in), of one editor or of all. */
export async function measuredSince({ db }: Pick<App, 'db'>, from: number, client?: string): Promise<Measured[]> {
  const all = build
    .selectFrom('measure')
    .selectAll()
    .where('span', '=', 'minute')
    .where('at', '>=', from - (from % 60_000))
  const rows = await db.read.query(client === undefined ? all : all.where('client', '=', client))
  return rows.map(({ at, client: editor, stage, name, count, ms, ...under }) => ({
    ...{ at, client: editor, stage, count, ms },
    name: name as MeasureName,
    under: [under.under_100, under.under_300, under.under_1000, under.under_3000, under.under_10000],
  }))
}
