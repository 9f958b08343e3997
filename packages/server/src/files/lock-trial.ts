import { decide, type HeldLock } from '@moorage/wopi'
import { putSettingRow, settingRow } from '../installation.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

/** A row of its own instead of a file's: a trial changes nothing that anybody sees. */
const NAME = 'lock_trial'

const removeTrial = statement<{ name: string }>()((db, arg) => db.deleteFrom('setting').where('name', '=', arg('name')))

/** Takes a lock on nothing, by the rules and on the way of every lock. Answers who holds it now. */
const tryLock: Transaction<{ lock: string; now: number }, string> = async (sql, { lock, now }) => {
  const row = await sql.get(settingRow, { name: NAME })
  const held = row ? (JSON.parse(row.value) as HeldLock) : undefined
  const decision = decide(held, { operation: 'Lock', lock }, now)
  if (decision.outcome === 'conflict') return decision.held
  if (decision.next) await sql.run(putSettingRow, { name: NAME, value: JSON.stringify(decision.next) })
  return lock
}

const endLockTrial: Transaction<Record<never, never>, void> = async (sql) => {
  await sql.run(removeTrial, { name: NAME })
}

export const lockTrialTransactions = { tryLock, endLockTrial }
