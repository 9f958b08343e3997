import { Button } from '@fluentui/react-components'
import { Copy20Regular } from '@fluentui/react-icons'
import { useNotify } from '../../../notify.tsx'
import { wordsMicrosoft365 as words } from '../../../words-microsoft-365.ts'
import styles from './microsoft-365.module.css'

/** A text to hand on, with a button that copies it. */
export function CopyText({ text }: { text: string }) {
  const notify = useNotify()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      notify.done(words.copied(text))
    } catch {
      notify.info(words.notCopied)
    }
  }
  return (
    <span className={styles.copyText}>
      <code>{text}</code>
      <Button appearance="subtle" size="small" icon={<Copy20Regular />} aria-label={words.copyOf(text)} onClick={() => void copy()}>
        {words.copy}
      </Button>
    </span>
  )
}
