import { Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Response as ResponseOf, ROUTES } from '@moorage/api'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { call } from '../../api/call.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { useTitle } from '../../title.ts'
import { words as common } from '../../words.ts'
import { welcomeWords as words } from '../../words-welcome.ts'
import { Entrance } from './Entrance.tsx'
import styles from './entrance.module.css'
import { codeOf } from './one-time-link.ts'

const PASSWORD_LEAST = 10
type For = ResponseOf<(typeof ROUTES)['checkAccountLink']>

/** Where an invitation or a link for a new password leads: says for whom it is, takes the password, signs in. */
export function WelcomePage() {
  const navigate = useNavigate()
  const [code] = useState(() => codeOf(window.location.hash))
  const [link, setLink] = useState<For>()
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  useTitle(words.title[link?.purpose ?? 'invitation'])

  const look = useCallback(async () => {
    setProblem(undefined)
    try {
      setLink(await call('checkAccountLink', { body: { code } }))
    } catch (error) {
      setProblem(asProblem(error))
    }
  }, [code])
  useEffect(() => {
    if (code) void look()
  }, [code, look])

  const wrong = password.length >= PASSWORD_LEAST ? undefined : words.passwordShort
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong) return
    setBusy(true)
    setProblem(undefined)
    try {
      await call('useAccountLink', { body: { code, password } })
      navigate('/files', { replace: true })
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }

  if (!code || problem?.code === 'BAD_REQUEST') return <NoWay {...words.incomplete} />
  if (problem?.code === 'GONE' || problem?.code === 'NOT_FOUND') return <NoWay {...words.gone} />
  if (!link)
    return (
      <Entrance heading={problem ? words.failed.heading : words.looking} lead={problem?.sentence ?? ''} waiting={!problem}>
        <Button appearance="primary" onClick={() => void look()}>
          {common.tryAgain}
        </Button>
      </Entrance>
    )
  return (
    <Entrance heading={words.heading[link.purpose](link.name)} lead={words.lead[link.purpose]}>
      <dl className={styles.facts}>
        <dt>{words.email}</dt>
        <dd>{link.email}</dd>
        <dt>{words.organization}</dt>
        <dd>{link.organization}</dd>
      </dl>
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{problem.sentence}</MessageBarBody>
        </MessageBar>
      )}
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        {/* so that password managers know whose password this is */}
        <input type="email" name="email" autoComplete="username" value={link.email} readOnly hidden />
        <Field
          label={words.password}
          required
          hint={tried && wrong ? undefined : words.passwordHint}
          validationMessage={tried ? wrong : undefined}
        >
          <Input
            type="password"
            name="password"
            size="large"
            autoComplete="new-password"
            value={password}
            maxLength={1024}
            onChange={(_, data) => setPassword(data.value)}
          />
        </Field>
        <Button type="submit" size="large" appearance="primary" disabledFocusable={busy}>
          {words.submit[link.purpose]}
        </Button>
      </form>
    </Entrance>
  )
}

/** A link that leads nowhere: what to do instead. */
function NoWay({ heading, text }: { heading: string; text: string }) {
  const navigate = useNavigate()
  return (
    <Entrance heading={heading} lead={text}>
      <div role="alert" className="visually-hidden">
        {heading}
      </div>
      <div className={styles.form}>
        <Button appearance="primary" size="large" onClick={() => navigate('/sign-in')}>
          {words.toSignIn}
        </Button>
        <Link to="/forgot-password" className={styles.link}>
          {words.newLink}
        </Link>
      </div>
    </Entrance>
  )
}
