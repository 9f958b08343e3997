import { Button } from '@fluentui/react-components'
import { Copy20Regular } from '@fluentui/react-icons'
import { wordsLaunchKit as words } from '../../../words-launch-kit.ts'
import { useCopy } from '../parts/copy.ts'

/** Copies a longer text; `of` says which one. */
export function CopyButton({ text, of, label = words.copy }: { text: string; of: string; label?: string }) {
  const copy = useCopy()
  return (
    <Button
      icon={<Copy20Regular />}
      aria-label={label === words.copy ? words.copyOf(of) : label}
      onClick={() => void copy(text, words.copied(of))}
    >
      {label}
    </Button>
  )
}
