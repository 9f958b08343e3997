import { AccordionHeader, AccordionItem, AccordionPanel, Badge, Button } from '@fluentui/react-components'
import { Link20Regular, Send20Regular } from '@fluentui/react-icons'
import type { Mail } from '@moorage/api'
import { useEffect, useRef, useState } from 'react'
import { CopyLinkField } from '../../../dialogs/CopyLinkField.tsx'
import { formatExactly, formatWhen } from '../../../format.ts'
import { useNotify } from '../../../notify.tsx'
import { adminWords } from '../../../words-admin.ts'
import styles from './mail.module.css'

const words = adminWords.mail

/** The one-time link in a mail's text. */
const linkIn = (text: string): string | undefined => /https?:\/\/\S+#code=[\w-]+/.exec(text)?.[0]

interface Props {
  mail: Mail
  /** the address names this one: show it */
  wanted: boolean
  /** absent where there is no mail server */
  onSendAgain: (() => Promise<void>) | undefined
}

export function MailItem({ mail, wanted, onSendAgain }: Props) {
  const notify = useNotify()
  const item = useRef<HTMLDivElement>(null)
  const [busy, setBusy] = useState(false)
  const [byHand, setByHand] = useState<string>()
  const link = linkIn(mail.text)
  useEffect(() => {
    if (wanted) item.current?.scrollIntoView({ block: 'nearest' })
  }, [wanted])
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      notify.done(words.linkCopied)
    } catch {
      setByHand(text)
    }
  }
  const again = async (send: () => Promise<void>) => {
    setBusy(true)
    await send()
    setBusy(false)
  }
  return (
    <AccordionItem value={mail.id} ref={item} className={styles.item}>
      <AccordionHeader as="h3" expandIconPosition="end">
        <span className={styles.head}>
          <span className={styles.what}>
            <b>{mail.subject}</b>
            <small>{words.to(mail.to)}</small>
          </span>
          <State mail={mail} />
        </span>
      </AccordionHeader>
      <AccordionPanel>
        {mail.problem && <p className={styles.problem}>{mail.problem}</p>}
        <pre className={styles.text}>{mail.text}</pre>
        <div className={styles.buttons}>
          {link && (
            <Button icon={<Link20Regular />} appearance="primary" onClick={() => void copy(link)}>
              {words.copyLink}
            </Button>
          )}
          {onSendAgain && (
            <Button icon={<Send20Regular />} disabledFocusable={busy} onClick={() => void again(onSendAgain)}>
              {words.sendAgain}
            </Button>
          )}
        </div>
        {byHand && <CopyLinkField link={byHand} onClose={() => setByHand(undefined)} />}
      </AccordionPanel>
    </AccordionItem>
  )
}

function State({ mail: { sentAt, createdAt, problem } }: { mail: Mail }) {
  const at = sentAt ?? createdAt
  return (
    <span className={styles.state} title={formatExactly(at)}>
      {formatWhen(at)}
      {sentAt ? (
        <Badge color="success" appearance="tint">
          {words.sent}
        </Badge>
      ) : problem ? (
        <Badge color="danger">{words.failed}</Badge>
      ) : (
        <Badge color="warning" appearance="tint">
          {words.waiting}
        </Badge>
      )}
    </span>
  )
}
