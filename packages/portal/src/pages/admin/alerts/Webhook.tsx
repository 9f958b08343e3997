import { Button, Field, Input, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import type { AlertSettings } from '@moorage/api'
import { type FormEvent, useState } from 'react'
import { call } from '../../../api/call.ts'
import { sayWhen } from '../../../format.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsWatching } from '../../../words-watching.ts'
import { useCopy } from '../parts/copy.ts'
import styles from './alerts.module.css'
import type { Change } from './WhoIsTold.tsx'

const words = wordsWatching.alerts

interface Props {
  settings: AlertSettings
  /** answers a secret that was made by it */
  change(body: Change, done?: string): Promise<string | undefined>
  again(): Promise<void>
}

export function Webhook({ settings: { webhook }, change, again }: Props) {
  const notify = useNotify()
  const copy = useCopy()
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [secret, setSecret] = useState<string>()
  const [busy, setBusy] = useState(false)
  const working = async (work: () => Promise<void>) => {
    setBusy(true)
    await work()
    setBusy(false)
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (!busy && url.trim()) void working(async () => setSecret(await change({ webhookUrl: url.trim() })))
  }
  const remove = () =>
    working(async () => {
      await change({ webhookUrl: null }, words.removed)
      setUrl('')
      setSecret(undefined)
    })
  const test = () =>
    working(async () => {
      try {
        const { problem } = await call('testAlertWebhook')
        if (problem) notify.info(problem)
        else notify.done(words.tested)
      } catch (error) {
        notify.failed(error)
      }
      await again()
    })
  const last = webhook?.last
  return (
    <form className={styles.way} onSubmit={save} aria-labelledby="alerts-webhook">
      <h3 id="alerts-webhook">{words.webhook}</h3>
      <Field label={words.url} hint={words.urlHint}>
        <Input type="url" value={url} maxLength={2000} onChange={(_, { value }) => setUrl(value)} />
      </Field>
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary" disabledFocusable={busy || !url.trim() || url.trim() === webhook?.url}>
          {words.save}
        </Button>
        {webhook && (
          <>
            <Button disabledFocusable={busy} onClick={() => void test()}>
              {words.test}
            </Button>
            <Button disabledFocusable={busy} onClick={() => void working(async () => setSecret(await change({ newSecret: true })))}>
              {words.newSecret}
            </Button>
            <Button disabledFocusable={busy} onClick={() => void remove()}>
              {words.remove}
            </Button>
          </>
        )}
      </div>
      {secret && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {words.secret} <code className={styles.secret}>{secret}</code>
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => void copy(secret, words.secretCopied)}>{words.copySecret}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {last && (
        <p className={styles.small}>{last.problem ? words.lastFailed(last.problem, sayWhen(last.at)) : words.last(sayWhen(last.at))}</p>
      )}
      <p className={styles.small}>{words.webhookText}</p>
    </form>
  )
}
