import { Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { type FormEvent, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { call } from '../../api/call.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { useTitle } from '../../title.ts'
import { welcomeWords } from '../../words-welcome.ts'
import { Entrance } from './Entrance.tsx'
import styles from './entrance.module.css'

const words = welcomeWords.forgot

/** Asks for a link by mail; the answer is the same whether or not there is such an account. */
export function ForgotPage() {
  useTitle(words.title)
  const came = (useLocation().state as { email?: string } | null)?.email
  const [email, setEmail] = useState(came ?? '')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState<string>()
  const [problem, setProblem] = useState<ApiProblem>()
  const wrong = /^\S+@\S+$/.test(email.trim()) ? undefined : words.emailMissing

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong) return
    setBusy(true)
    setProblem(undefined)
    try {
      await call('forgotPassword', { body: { email: email.trim() } })
      setAsked(email.trim())
    } catch (error) {
      setProblem(asProblem(error))
    }
    setBusy(false)
  }
  const back = (
    <Link to="/sign-in" className={styles.link}>
      {words.back}
    </Link>
  )
  if (asked)
    return (
      <Entrance heading={words.askedHeading} lead={words.asked(asked)}>
        <div role="status" className={styles.form}>
          <span>{words.nothing}</span>
          {back}
        </div>
      </Entrance>
    )
  return (
    <Entrance heading={words.heading} lead={words.lead}>
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{problem.sentence}</MessageBarBody>
        </MessageBar>
      )}
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <Field label={words.email} required validationMessage={tried ? wrong : undefined}>
          <Input
            type="email"
            name="email"
            size="large"
            autoComplete="username"
            value={email}
            maxLength={254}
            onChange={(_, data) => setEmail(data.value)}
          />
        </Field>
        <Button type="submit" size="large" appearance="primary" disabledFocusable={busy}>
          {words.submit}
        </Button>
        {back}
      </form>
    </Entrance>
  )
}
