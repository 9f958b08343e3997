import { useNotify } from '../../../notify.tsx'
import { adminWords } from '../../../words-admin.ts'

/** Copies a text and says `done`; where the browser forbids it, that the text can be copied by hand. */
export function useCopy(): (text: string, done: string) => Promise<void> {
  const notify = useNotify()
  return async (text, done) => {
    try {
      await navigator.clipboard.writeText(text)
      notify.done(done)
    } catch {
      notify.info(adminWords.notCopied)
    }
  }
}
