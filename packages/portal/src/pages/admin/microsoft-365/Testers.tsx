import { Avatar, Button, Checkbox } from '@fluentui/react-components'
import type { Tester } from '@moorage/api'
import { call } from '../../../api/call.ts'
import { formatExactly, sayWhen } from '../../../format.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { AccountPicker } from '../why/AccountPicker.tsx'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'

const words = wordsMicrosoft365.testers

function Row({ tester }: { tester: Tester }) {
  const { change, why } = useMicrosoft365()
  const { account, addedAt, addedBy, staysOnTest } = tester
  const params = { accountId: account.id }
  return (
    <li className={styles.tester}>
      <Avatar name={account.name} size={32} color="colorful" aria-hidden="true" />
      <span className={styles.lines}>
        <span>
          <strong>{account.name}</strong> {account.disabledAt && <span className={styles.quiet}>({words.disabled})</span>}
        </span>
        <span className={styles.quiet}>
          {account.email} · {account.organization.name}
        </span>
        <span className={styles.quiet} title={formatExactly(addedAt)}>
          {words.since(sayWhen(addedAt), addedBy)}
        </span>
        <Checkbox
          checked={staysOnTest}
          label={words.stays}
          aria-label={words.staysOf(account.name)}
          onChange={(_, { checked }) => void change(() => call('changeTester', { params, body: { staysOnTest: checked === true } }))}
        />
      </span>
      <span className={styles.rowButtons}>
        <Button aria-label={wordsMicrosoft365.why.linkFor(account.name)} onClick={() => why({ accountId: account.id, name: account.name })}>
          {wordsMicrosoft365.why.link}
        </Button>
        <Button
          appearance="subtle"
          aria-label={words.removeOf(account.name)}
          onClick={() => void change(() => call('removeTester', { params }), words.removed(account.name))}
        >
          {wordsMicrosoft365.remove}
        </Button>
      </span>
    </li>
  )
}

/** Who tries Microsoft 365 before everybody gets it. */
export function Testers() {
  const { now, change, why } = useMicrosoft365()
  return (
    <div className={styles.part} id="testers">
      <h3>{words.heading}</h3>
      <p className={styles.prose}>{words.about}</p>
      {now.testers.length === 0 ? (
        <p className={styles.empty}>
          <strong>{words.empty}</strong>
          <span>{words.emptyText}</span>
        </p>
      ) : (
        <ul className={styles.testers} aria-label={words.heading}>
          {now.testers.map((tester) => (
            <Row key={tester.account.id} tester={tester} />
          ))}
        </ul>
      )}
      <div className={styles.pickers}>
        <div id="add-tester">
          <AccountPicker
            label={words.add}
            hint={wordsMicrosoft365.rehearse.testersHint}
            leaveOut={now.testers.map(({ account }) => account.id)}
            onPick={(person) => void change(() => call('addTester', { body: { accountId: person.id } }), words.added(person.name))}
          />
        </div>
        <AccountPicker
          label={wordsMicrosoft365.why.search}
          hint={wordsMicrosoft365.why.personHint}
          onPick={(person) => why({ accountId: person.id, name: person.name })}
        />
      </div>
    </div>
  )
}
