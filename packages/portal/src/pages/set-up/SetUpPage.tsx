import { Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../api/call.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { useTitle } from '../../title.ts'
import { words } from '../../words.ts'
import { Entrance } from '../sign-in/Entrance.tsx'
import styles from '../sign-in/entrance.module.css'
import { codeOf } from '../sign-in/one-time-link.ts'

const PASSWORD_LEAST = 10

/** Creates the first administrator. */
export function SetUpPage() {
  useTitle(words.setUp.title)
  const navigate = useNavigate()
  const [code] = useState(() => codeOf(window.location.hash))
  const [form, setForm] = useState({ organization: '', name: '', email: '', password: '' })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()

  const wrong = {
    organization: form.organization.trim() ? undefined : words.setUp.organizationMissing,
    name: form.name.trim() ? undefined : words.setUp.nameMissing,
    email: /^\S+@\S+$/.test(form.email.trim()) ? undefined : words.setUp.emailMissing,
    password: form.password.length >= PASSWORD_LEAST ? undefined : words.setUp.passwordShort,
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(wrong).some(Boolean)) return
    setBusy(true)
    setProblem(undefined)
    try {
      const { organization, name, email, password } = form
      await call('setUpAdministrator', {
        body: { code, organization: organization.trim(), name: name.trim(), email: email.trim(), password },
      })
      navigate('/files', { replace: true })
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }
  const field = (key: keyof typeof form, type: 'text' | 'email' | 'password', autoComplete: string, hint?: string) => (
    <Field
      label={words.setUp[key]}
      required
      hint={tried && wrong[key] ? undefined : hint}
      validationMessage={tried ? wrong[key] : undefined}
    >
      <Input
        type={type}
        name={key}
        size="large"
        autoComplete={autoComplete}
        value={form[key]}
        maxLength={type === 'password' ? 1024 : 100}
        onChange={(_, data) => setForm({ ...form, [key]: data.value })}
      />
    </Field>
  )
  return (
    <Entrance heading={words.setUp.heading} lead={words.setUp.lead}>
      {!code && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.setUp.noCode}</MessageBarBody>
        </MessageBar>
      )}
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{problem.sentence}</MessageBarBody>
        </MessageBar>
      )}
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        {field('organization', 'text', 'organization', words.setUp.organizationHint)}
        {field('name', 'text', 'name')}
        {field('email', 'email', 'username')}
        {field('password', 'password', 'new-password', words.setUp.passwordHint)}
        <Button type="submit" size="large" appearance="primary" disabledFocusable={busy || !code}>
          {words.setUp.submit}
        </Button>
      </form>
    </Entrance>
  )
}
