import { giveToOwner } from '../folder-owner.ts'
import { findSettings } from '../settings-file.ts'
import { takeBackup, takenInWords } from './take.ts'
import { verifiedInWords, verifyBackup } from './verify.ts'

interface Wish {
  config?: string | undefined
  data?: string | undefined
  /** one of the two is given */
  out?: string | undefined
  verify?: string | undefined
}

/** `moorage backup`: what it says, and whether something is left to mend. */
export async function backup(
  { config, data, out, verify }: Wish,
  environment: NodeJS.ProcessEnv,
): Promise<{ text: string; failed: boolean }> {
  if (verify !== undefined) return verifiedInWords(await verifyBackup(verify), verify)
  const { dataFolder } = findSettings({ config, data }, environment)
  try {
    return takenInWords(await takeBackup({ config, data, out: out as string }, environment), dataFolder)
  } finally {
    giveToOwner(dataFolder)
  }
}
