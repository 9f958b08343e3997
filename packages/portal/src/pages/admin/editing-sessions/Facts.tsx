import type { EditingSession } from '@moorage/api'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatDate } from '../../../format.ts'
import { wordsEditingSessions } from '../../../words-editing-sessions.ts'
import parts from '../parts/parts.module.css'
import { sessionsOfFile } from './address.ts'
import styles from './editing-sessions.module.css'
import { tookOf, toTheMillisecond } from './moments.ts'

const words = wordsEditingSessions.one

const moment = (at: number) => `${formatDate(at)}, ${toTheMillisecond(at)}`

export function Facts({ session }: { session: EditingSession }) {
  const { person, organization, item, editorName, action, stage, openedAt, shownAt, lastAt, lastSaveAt } = session
  const { calls, saves, failures, conflicts } = session
  return (
    <dl className={styles.facts} aria-label={words.facts}>
      <Fact name={words.who}>
        <span className={parts.name}>{person.name}</span>, {organization.name}
      </Fact>
      <Fact name={wordsEditingSessions.file}>
        <span className={parts.name}>{item.name ?? wordsEditingSessions.privateFile}</span>
        <br />
        <Link to={sessionsOfFile(item.id)} className={parts.link}>
          {words.ofFile}
        </Link>
      </Fact>
      <Fact name={wordsEditingSessions.editor}>
        {editorName}, {words.action[action].toLocaleLowerCase()}
      </Fact>
      {stage && <Fact name={words.stage}>{stage}</Fact>}
      <Fact name={words.opened}>{moment(openedAt)}</Fact>
      <Fact name={words.shown}>{shownAt === undefined ? words.notShown : words.shownAfter(tookOf(shownAt - openedAt))}</Fact>
      <Fact name={words.lastHeard}>{moment(lastAt)}</Fact>
      <Fact name={words.lastSave}>{lastSaveAt === undefined ? words.noSave : moment(lastSaveAt)}</Fact>
      <Fact name={words.calls}>{words.counts(calls, saves, failures, conflicts)}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
