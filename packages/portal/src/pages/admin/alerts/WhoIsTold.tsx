import { Checkbox, MessageBar, MessageBarBody, Radio, RadioGroup } from '@fluentui/react-components'
import type { AlertMail, AlertSettings, Body, ROUTES } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsWatching } from '../../../words-watching.ts'
import { useAnswer } from '../parts/answer.ts'
import { Shown } from '../parts/Shown.tsx'
import styles from './alerts.module.css'
import { Webhook } from './Webhook.tsx'

const words = wordsWatching.alerts
const MAILS: AlertMail[] = ['administrators', 'chosen', 'nobody']
export type Change = Body<(typeof ROUTES)['changeAlertSettings']>

export function WhoIsTold() {
  const answer = useAnswer({ key: 'alert-settings', read: (signal) => call('getAlertSettings', { signal }) })
  const notify = useNotify()
  const change = async (body: Change, done = words.saved): Promise<string | undefined> => {
    try {
      const { settings, secret } = await call('changeAlertSettings', { body })
      answer.set(settings)
      notify.done(done)
      return secret
    } catch (error) {
      notify.failed(error)
      return undefined
    }
  }
  return (
    <section className={styles.section} aria-labelledby="alerts-told">
      <h2 id="alerts-told">{words.told}</h2>
      <Shown answer={answer}>
        {(settings) => (
          <div className={styles.ways}>
            <ByMail settings={settings} change={change} />
            <Webhook settings={settings} change={change} again={answer.again} />
          </div>
        )}
      </Shown>
    </section>
  )
}

function ByMail({ settings, change }: { settings: AlertSettings; change(body: Change): Promise<unknown> }) {
  const { mail, accountIds, administrators, smtp } = settings
  // nobody is chosen yet: kept once somebody is
  const [choosing, setChoosing] = useState(false)
  const shown = choosing ? 'chosen' : mail
  const choose = (value: AlertMail) => {
    const waits = value === 'chosen' && accountIds.length === 0
    setChoosing(waits)
    if (!waits) void change({ mail: value })
  }
  const toggle = async (id: string, checked: boolean) => {
    const next = checked ? [...accountIds, id] : accountIds.filter((one) => one !== id)
    if (next.length === 0) return
    await change({ mail: 'chosen', accountIds: next })
    setChoosing(false)
  }
  return (
    <section className={styles.way} aria-labelledby="alerts-by-mail">
      <h3 id="alerts-by-mail">{words.mail}</h3>
      {!smtp && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{words.noSmtp}</MessageBarBody>
        </MessageBar>
      )}
      <RadioGroup aria-labelledby="alerts-by-mail" value={shown} onChange={(_, { value }) => choose(value as AlertMail)}>
        {MAILS.map((value) => (
          <Radio key={value} value={value} label={words.mailWho[value]} />
        ))}
      </RadioGroup>
      {shown === 'chosen' && (
        <fieldset className={styles.people}>
          <legend>{choosing ? words.chooseOne : words.choose}</legend>
          {administrators.map(({ id, name, email }) => (
            <Checkbox
              key={id}
              label={`${name} (${email})`}
              checked={accountIds.includes(id)}
              disabled={accountIds.length === 1 && accountIds[0] === id && !choosing}
              onChange={(_, { checked }) => void toggle(id, checked === true)}
            />
          ))}
        </fieldset>
      )}
      <p className={styles.small}>{words.mailText}</p>
    </section>
  )
}
