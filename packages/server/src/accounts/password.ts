import { hash, verify } from '@node-rs/argon2'
import { NO_PASSWORD } from './accounts.ts'

/** Argon2id (the library's default) with OWASP's first recommended cost: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), COST)

let nobody: Promise<string> | undefined

/** An unknown account costs the same time as a known one with a wrong password. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password')
  const standIn = await nobody
  const known = passwordHash !== undefined && passwordHash !== NO_PASSWORD
  return (await verify(known ? passwordHash : standIn, password.normalize('NFC'))) && known
}
