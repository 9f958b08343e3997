import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { TestAccounts } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { wordsLaunchKit } from '../../../words-launch-kit.ts'
import { Confirm } from '../parts/dialogs.tsx'
import { CopyButton } from './CopyButton.tsx'
import styles from './launch-kit.module.css'

const words = wordsLaunchKit.accounts

const sheetOf = ({ address, organization, accounts, files }: TestAccounts): [label: string, value: string][] => [
  [words.address, address],
  [words.organization, organization],
  ...accounts.flatMap(({ email, password }): [string, string][] => [
    [words.account, email],
    [words.password, password],
  ]),
  [words.files, files.join(', ')],
]

function Sheet({ made }: { made: TestAccounts }) {
  const lines = sheetOf(made)
  return (
    <section className={styles.sheet} aria-label={wordsLaunchKit.tabs.accounts}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{words.once}</MessageBarBody>
      </MessageBar>
      {made.attention && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{made.attention}</MessageBarBody>
        </MessageBar>
      )}
      <dl>
        {lines.map(([label, value]) => (
          <div key={`${label} ${value}`}>
            <dt>{label}</dt>
            <dd>{label === words.password ? <code>{value}</code> : value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <CopyButton text={lines.map(([label, value]) => `${label}: ${value}\n`).join('')} of={words.sheet} />
      </div>
    </section>
  )
}

/** Microsoft's two accounts, made or put back by one button; the sheet is shown once. */
export function TestAccountsPart() {
  const [asking, setAsking] = useState(false)
  const [made, setMade] = useState<TestAccounts>()
  return (
    <>
      <p className={styles.prose}>{words.about}</p>
      <div>
        <Button appearance={made ? 'secondary' : 'primary'} onClick={() => setAsking(true)}>
          {words.make}
        </Button>
      </div>
      {made && <Sheet made={made} />}
      {asking && (
        <Confirm
          title={words.title}
          onClose={() => setAsking(false)}
          choices={[{ label: words.confirm, run: async () => setMade(await call('makeTestAccounts')) }]}
        >
          <p>{words.text}</p>
        </Confirm>
      )}
    </>
  )
}
