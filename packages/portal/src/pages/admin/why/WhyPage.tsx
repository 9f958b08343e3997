import { Button, Field, Input } from '@fluentui/react-components'
import type { Account } from '@moorage/api'
import { type FormEvent, useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { Scene } from '../../../shell/Scene.tsx'
import states from '../../../shell/states.module.css'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { Page } from '../parts/Page.tsx'
import { AccountPicker } from './AccountPicker.tsx'
import type { Why } from './Verdicts.tsx'
import { WhyAnswer } from './WhyDialog.tsx'
import styles from './why.module.css'

const words = wordsMicrosoft365.why

/** `/admin/why?account=…&file=…`: what somebody gets, with which file, and why not more. The address can be handed on. */
export function WhyPage() {
  const [search, setSearch] = useSearchParams()
  const accountId = search.get('account') ?? ''
  const asked = search.get('file') ?? ''
  const [picked, setPicked] = useState<Account>()
  const [why, setWhy] = useState<Why>()
  const [file, setFile] = useState(asked)
  useEffect(() => setFile(asked), [asked])

  const ask = (account: string, about: string) => {
    const link = about.trim()
    setSearch({ account, ...(link ? { file: link } : {}) })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (accountId) ask(accountId, file)
  }
  const person = picked?.id === accountId ? picked : why?.person.id === accountId ? why.person : undefined
  return (
    <Page title={words.heading} lead={words.lead}>
      <form className={styles.form} onSubmit={submit}>
        <AccountPicker
          label={words.person}
          hint={words.personHint}
          picked={person}
          onPick={(account) => {
            setPicked(account)
            ask(account.id, file)
          }}
        />
        <Field label={words.file} hint={words.fileHint}>
          <Input value={file} maxLength={2000} onChange={(_, data) => setFile(data.value)} />
        </Field>
        <Button type="submit" appearance="primary" disabledFocusable={!accountId}>
          {words.ask}
        </Button>
      </form>
      {accountId ? (
        <section className={styles.answer} aria-live="polite">
          {person && <h2>{why?.file && asked ? words.ofFile(person.name, why.file.name) : words.of(person.name)}</h2>}
          <WhyAnswer about={{ accountId, file: asked }} onAnswer={setWhy} />
        </section>
      ) : (
        <div className={states.state}>
          <Scene of="search" />
          <h2>{words.start}</h2>
          <p>{words.startText}</p>
        </div>
      )}
    </Page>
  )
}
