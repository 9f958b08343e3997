import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { call } from '../../../api/call.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { Confirm } from '../parts/dialogs.tsx'
import { Shown } from '../parts/Shown.tsx'
import { useOrganizations } from '../scope.tsx'
import type { Node, Tree } from '../tree.ts'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'
import { fixedState, unreachableBy } from './state.ts'

const words = wordsMicrosoft365.rollOut
const SHOWN = 12

const peopleOf = (organizations: Node[]) => organizations.reduce((sum, { people }) => sum + people, 0)
const on = (tree: Tree) => tree.all.filter(({ microsoft365, blocked, people }) => microsoft365 !== 'disabled' && !blocked && people > 0)

/** The tree, read anew: a rehearsal that was started a moment ago has changed policies. */
function useFresh() {
  const answer = useOrganizations()
  const { again } = answer
  useEffect(() => void again(), [again])
  return answer
}

export function RollOutButton() {
  const { now, ask } = useMicrosoft365()
  if (now.state === 'production' || fixedState(now)) return null
  return (
    <Button appearance={now.state === 'testing' && !now.rehearsal ? 'primary' : 'secondary'} onClick={() => ask('production')}>
      {words.go}
    </Button>
  )
}

function Organizations({ tree }: { tree: Tree }) {
  const organizations = on(tree)
  if (organizations.length === 0) return <p>{words.nobody}</p>
  return (
    <>
      <ul className={styles.organizations}>
        {organizations.slice(0, SHOWN).map(({ id, name, people, microsoft365 }) => (
          <li key={id}>
            <span>{name}</span>
            <span>{microsoft365 === 'edit' ? words.edit : words.view}</span>
            <span className={styles.quiet}>{words.people(people)}</span>
          </li>
        ))}
        {organizations.length > SHOWN && <li className={styles.quiet}>{words.more(organizations.length - SHOWN)}</li>}
      </ul>
      <p className={styles.quiet}>{words.total(organizations.length, peopleOf(organizations))}</p>
    </>
  )
}

/** What Production means, and for whom. */
export function RollOut() {
  const { now } = useMicrosoft365()
  const answer = useFresh()
  return (
    <>
      <p className={styles.prose}>{words.intro}</p>
      <p>
        <Link className={styles.link} to="/admin/roll-out?editor=m365">
          {words.inStages}
        </Link>
      </p>
      <div className={styles.part}>
        <h3>{now.state === 'production' ? words.does : words.wouldGet}</h3>
        <Shown answer={answer}>{(tree) => <Organizations tree={tree} />}</Shown>
        <p>
          <Link className={styles.link} to="/admin/policies">
            {words.toPolicies}
          </Link>
        </p>
      </div>
    </>
  )
}

/** Asks before everybody gets it. */
export function GoToProduction({ onClose }: { onClose(): void }) {
  const { now, run } = useMicrosoft365()
  const answer = useFresh()
  const stay = now.testers.filter(({ staysOnTest }) => staysOnTest).length
  const notPublic = unreachableBy(now, 'production')
  const done = wordsMicrosoft365.configure.changed(wordsMicrosoft365.state.production)
  const go = () => run(() => call('changeState', { body: { state: 'production' } }), done)
  return (
    <Confirm title={words.title} onClose={onClose} choices={[{ label: words.go, run: go }]}>
      {notPublic && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{wordsMicrosoft365.notPublic.text(notPublic)}</MessageBarBody>
        </MessageBar>
      )}
      <Shown answer={answer}>{(tree) => <p>{words.text(peopleOf(on(tree)), on(tree).length)}</p>}</Shown>
      {stay > 0 && <p>{words.stay(stay)}</p>}
      {now.production.discovery.problem && <p>{words.unread(now.production.discovery.problem)}</p>}
    </Confirm>
  )
}
