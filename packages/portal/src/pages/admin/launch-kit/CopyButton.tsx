import { Button } from '@fluentui/react-components'
import { Copy20Regular } from '@fluentui/react-icons'
import { useNotify } from '../../../notify.tsx'
import { wordsLaunchKit as words } from '../../../words-launch-kit.ts'

/** Copies a longer text; `of` says which one. */
export function CopyButton({ text, of, label = words.copy }: { text: string; of: string; label?: string }) {
  const notify = useNotify()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      notify.done(words.copied(of))
    } catch {
      notify.info(words.notCopied)
    }
  }
  return (
    <Button icon={<Copy20Regular />} aria-label={label === words.copy ? words.copyOf(of) : label} onClick={() => void copy()}>
      {label}
    </Button>
  )
}
