import { Button, Field, Input, MessageBar, MessageBarBody, Textarea } from '@fluentui/react-components'
import type { LaunchAnswer, LaunchKit } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { formatDate } from '../../../format.ts'
import { wordsLaunchMeasured } from '../../../words-launch-measured.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import { dayOf, timeOf } from './days.ts'
import styles from './measured.module.css'

const words = wordsLaunchMeasured.sent

/** What was sent is kept word for word, with the day and a note. */
export function MarkSent({ what, title, text, onMarked }: { what: string; title: string; text: string; onMarked(kit: LaunchKit): void }) {
  const [asking, setAsking] = useState(false)
  const today = dayOf(Date.now())
  const [day, setDay] = useState(today)
  const [note, setNote] = useState('')
  const mark = async () => {
    const at = day && day !== today ? { at: timeOf(day) } : {}
    onMarked(await call('markLaunchSent', { body: { what, text, note, ...at } }))
    setAsking(false)
    setNote('')
  }
  return (
    <>
      <Button aria-label={words.markOf(title)} onClick={() => setAsking(true)}>
        {words.mark}
      </Button>
      {asking && (
        <FormDialog title={words.title(title)} submit={words.mark} onClose={() => setAsking(false)} onSubmit={mark}>
          <p>{words.keeps}</p>
          <Field label={words.day}>
            <Input type="date" value={day} max={today} onChange={(_, { value }) => setDay(value)} />
          </Field>
          <Field label={words.note} hint={words.noteHint}>
            <Textarea value={note} maxLength={2000} rows={2} resize="vertical" onChange={(_, { value }) => setNote(value)} />
          </Field>
        </FormDialog>
      )}
    </>
  )
}

type Sent = LaunchAnswer['sent']

/** When it was last sent, or what it said then, where that is no longer what it says now. */
export function LastSent({ sent, now, advice }: { sent: Sent; now: string; advice: string }) {
  if (!sent) return null
  const last = words.last(formatDate(sent.at), sent.by)
  if (sent.before === undefined) return <span className={styles.quiet}>{last}</span>
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <div className={styles.stack}>
          <span>
            <strong>{words.changed}.</strong> {last}. {advice}
          </span>
          <span>
            <strong>{words.before}:</strong>
          </span>
          <div className={styles.text}>{sent.before}</div>
          <span>
            <strong>{words.now}:</strong>
          </span>
          <div className={styles.text}>{now}</div>
        </div>
      </MessageBarBody>
    </MessageBar>
  )
}
