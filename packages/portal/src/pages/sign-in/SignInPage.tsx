import { Avatar, Button, Divider, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { SignInPage as SignInShown } from '@moorage/api'
import { type FormEvent, useEffect, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { call } from '../../api/call.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { useTitle } from '../../title.ts'
import { words } from '../../words.ts'
import { Entrance } from './Entrance.tsx'
import styles from './entrance.module.css'
import { destination } from './next.ts'

/** One click for the demo's people, email and password for everybody. */
export function SignInPage() {
  useTitle(words.signIn.title)
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const [cards, setCards] = useState<SignInShown['demoCards']>()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()

  useEffect(() => {
    call('signInPage')
      .then((page) => setCards(page.demoCards))
      .catch((error: unknown) => {
        setCards([])
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
  const demo = cards && cards.length > 0

  return (
    <Entrance heading={words.signIn.heading} lead={words.signIn.lead} waiting={!cards}>
      {demo && (
        <section aria-labelledby="demo">
          <h2 id="demo" className={styles.demoHeading}>
            {words.signIn.demoHeading}
          </h2>
          <div className={styles.cards}>
            {cards.map((card) => (
              <button
                key={card.email}
                type="button"
                className={styles.card}
                disabled={busy}
                onClick={() => void enter(() => call('signInDemo', { body: { email: card.email } }))}
              >
                <Avatar name={card.name} size={40} color="colorful" aria-hidden="true" />
                <span className={styles.cardText}>
                  <strong>
                    <span className="visually-hidden">{words.signIn.demoAs} </span>
                    {card.name}
                  </strong>
                  <span>{card.about}</span>
                </span>
              </button>
            ))}
          </div>
          <p className={styles.hint}>{words.signIn.secondPerson}</p>
          <Divider className={styles.divider}>{words.signIn.or}</Divider>
        </section>
      )}
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
