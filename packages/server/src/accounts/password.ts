import { hash, verify } from '@node-rs/argon2'

/** Argon2id (the library's default) with OWASP's first recommended cost: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), COST)

let nobody: Promise<string> | undefined

/** An unknown account costs the same time as a known one with a wrong password. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password')
  const standIn = await nobody
  const matches = await verify(passwordHash ?? standIn, password.normalize('NFC'))
  return matches && passwordHash !== undefined
}
