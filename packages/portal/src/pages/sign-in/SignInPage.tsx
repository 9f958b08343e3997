import { Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { SignInPage as SignInShown } from '@moorage/api'
import { type FormEvent, useEffect, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { call } from '../../api/call.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { useTitle } from '../../title.ts'
import { words } from '../../words.ts'
import { DemoCards } from './DemoCards.tsx'
import { Entrance } from './Entrance.tsx'
import styles from './entrance.module.css'
import { destination } from './next.ts'

/** One click for the demo's people, email and password for everybody. */
export function SignInPage() {
  useTitle(words.signIn.title)
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const [page, setPage] = useState<SignInShown>()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()

  useEffect(() => {
    call('signInPage')
      .then(setPage)
      .catch((error: unknown) => {
        setPage({ demoCards: [], moreDemo: [] })
        setProblem(asProblem(error))
      })
  }, [])

  const enter = async (signIn: () => Promise<unknown>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await signIn()
      const next = destination(params.get('next'))
      // a host page is the server's own, not one of these
      if (/^\/(open|oauth)\//.test(next)) window.location.assign(next)
      else navigate(next, { replace: true })
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (email.trim() && password) void enter(() => call('signIn', { body: { email: email.trim(), password } }))
  }
  const demo = page && page.demoCards.length + page.moreDemo.length > 0

  return (
    <Entrance heading={words.signIn.heading} lead={words.signIn.lead} waiting={!page}>
      {demo && <DemoCards page={page} busy={busy} onChoose={(card) => void enter(() => call('signInDemo', { body: { email: card } }))} />}
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{problem.sentence}</MessageBarBody>
        </MessageBar>
      )}
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field label={words.signIn.email} required validationMessage={tried && !email.trim() ? words.signIn.emailMissing : undefined}>
          <Input
            type="email"
            name="email"
            autoComplete="username"
            size="large"
            value={email}
            maxLength={254}
            onChange={(_, data) => setEmail(data.value)}
          />
        </Field>
        <Field label={words.signIn.password} required validationMessage={tried && !password ? words.signIn.passwordMissing : undefined}>
          <Input
            type="password"
            name="password"
            autoComplete="current-password"
            size="large"
            value={password}
            maxLength={1024}
            onChange={(_, data) => setPassword(data.value)}
          />
        </Field>
        <Button type="submit" size="large" appearance={demo ? 'secondary' : 'primary'} disabledFocusable={busy}>
          {words.signIn.submit}
        </Button>
        <Link to="/forgot-password" state={{ email }} className={styles.link}>
          {words.signIn.forgot}
        </Link>
      </form>
    </Entrance>
  )
}
