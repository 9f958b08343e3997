import type { Sql } from '../../storage/db/sql.ts'
import { nameKey, numbered } from '../names.ts'
import { childByKey } from '../tree.ts'

/**
 * `name` itself where nothing living in the folder has it, else with a number. Tries 2 to 10 and then doubles: a
 * folder full of numbered names costs a handful of look-ups, never a walk.
 */
export async function freeNameIn(sql: Sql, organizationId: string, parentId: string, name: string): Promise<string> {
  const taken = async (candidate: string) => (await childByKey(sql, organizationId, parentId, nameKey(candidate))) !== undefined
  if (!(await taken(name))) return name
  for (let number = 2; ; number = number < 10 ? number + 1 : number * 2) {
    const candidate = numbered(name, number)
    if (!(await taken(candidate))) return candidate
  }
}
