import { Button } from '@fluentui/react-components'
import { Copy20Regular } from '@fluentui/react-icons'
import { wordsMicrosoft365 as words } from '../../../words-microsoft-365.ts'
import { useCopy } from '../parts/copy.ts'
import styles from './microsoft-365.module.css'

/** A text to hand on, with a button that copies it. */
export function CopyText({ text }: { text: string }) {
  const copy = useCopy()
  return (
    <span className={styles.copyText}>
      <code>{text}</code>
      <Button
        appearance="subtle"
        size="small"
        icon={<Copy20Regular />}
        aria-label={words.copyOf(text)}
        onClick={() => void copy(text, words.copied(text))}
      >
        {words.copy}
      </Button>
    </span>
  )
}
