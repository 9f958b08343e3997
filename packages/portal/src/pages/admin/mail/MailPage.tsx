import { Accordion, Badge, Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Response as ResponseOf, ROUTES } from '@moorage/api'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { useNotify } from '../../../notify.tsx'
import { adminWords } from '../../../words-admin.ts'
import { useAnswer } from '../parts/answer.ts'
import { Page } from '../parts/Page.tsx'
import { Empty, Shown } from '../parts/Shown.tsx'
import { MailItem } from './MailItem.tsx'
import styles from './mail.module.css'

const words = adminWords.mail
const PAGE = 50
type Outbox = ResponseOf<(typeof ROUTES)['listMail']>

export function MailPage() {
  const notify = useNotify()
  const [params] = useSearchParams()
  const wanted = params.get('mail')
  const [open, setOpen] = useState<string[]>(wanted ? [wanted] : [])
  const [busy, setBusy] = useState(false)
  const answer = useAnswer<Outbox>({ key: 'mail', read: (signal) => call('listMail', { query: { limit: PAGE }, signal }) })

  const older = async ({ mails }: Outbox) => {
    setBusy(true)
    try {
      const page = await call('listMail', { query: { before: mails.at(-1)?.createdAt, limit: PAGE } })
      answer.set((before) => ({ ...page, mails: [...before.mails, ...page.mails] }))
    } catch (error) {
      notify.failed(error)
    }
    setBusy(false)
  }
  const sendAgain = async (mailId: string) => {
    try {
      const sent = await call('sendMailAgain', { params: { mailId } })
      answer.set((before) => ({ ...before, mails: before.mails.map((mail) => (mail.id === mailId ? sent : mail)) }))
      if (sent.sentAt) notify.done(words.sentAgain)
      else if (sent.problem) notify.info(sent.problem)
    } catch (error) {
      notify.failed(error)
    }
  }
  return (
    <Page title={adminWords.pages.mail} lead={words.lead}>
      <Shown answer={answer}>
        {(outbox) => (
          <>
            <MessageBar intent={outbox.smtp ? 'success' : 'info'} layout="multiline">
              <MessageBarBody>{outbox.smtp ? words.on : words.off}</MessageBarBody>
            </MessageBar>
            {!outbox.smtp && (
              <details className={styles.how}>
                <summary>{words.howTitle}</summary>
                <p>{words.how}</p>
                <pre>{words.example}</pre>
              </details>
            )}
            <h2 className={styles.heading}>
              {words.outbox}{' '}
              {outbox.mails.length > 0 && (
                <Badge appearance="tint">{outbox.more ? words.atLeast(outbox.mails.length) : outbox.mails.length.toLocaleString()}</Badge>
              )}
            </h2>
            {outbox.mails.length === 0 ? (
              <Empty of="done" title={words.empty} text={words.emptyText} />
            ) : (
              <Accordion multiple collapsible openItems={open} onToggle={(_, { openItems }) => setOpen(openItems as string[])}>
                {outbox.mails.map((mail) => (
                  <MailItem
                    key={mail.id}
                    mail={mail}
                    wanted={mail.id === wanted}
                    onSendAgain={outbox.smtp ? () => sendAgain(mail.id) : undefined}
                  />
                ))}
              </Accordion>
            )}
            {outbox.more && (
              <Button style={{ alignSelf: 'center' }} disabledFocusable={busy} onClick={() => void older(outbox)}>
                {words.older}
              </Button>
            )}
          </>
        )}
      </Shown>
    </Page>
  )
}
