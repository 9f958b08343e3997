import { Button } from '@fluentui/react-components'
import { Wrench20Regular } from '@fluentui/react-icons'
import type { DoctorReport } from '@moorage/api'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../../api/call.ts'
import { useNotify } from '../../../notify.tsx'
import { adminWords } from '../../../words-admin.ts'
import { wordsDoctor as words } from '../../../words-doctor.ts'
import { type Answer, useAnswer } from '../parts/answer.ts'
import { Confirm } from '../parts/dialogs.tsx'
import { Page } from '../parts/Page.tsx'
import { Empty, Shown } from '../parts/Shown.tsx'
import styles from './doctor.module.css'
import { GroupCard } from './GroupCard.tsx'
import { groupsOf, isLooking, isToMend } from './report.ts'
import { Summary } from './Summary.tsx'
import { Tools } from './Tools.tsx'

/** while it looks */
const LOOKING_MS = 700
/** without an answer */
const LOST_MS = 4000
/** somebody else may have it look */
const IDLE_MS = 20_000

/** The last report; it asks again once the answer before is there, so that a slow one is never cut off. */
function useReport(): Answer<DoctorReport> {
  const answer = useAnswer({ key: 'doctor', read: (signal) => call('getDoctor', { signal }) })
  const { data, problem, again } = answer
  useEffect(() => {
    if (!data) return
    const pause = problem ? LOST_MS : isLooking(data) ? LOOKING_MS : IDLE_MS
    const timer = setTimeout(() => void again(), pause)
    return () => clearTimeout(timer)
  }, [data, problem, again])
  return answer
}

/** What is wrong with this server, and the lines that mend it. */
export function DoctorPage() {
  const notify = useNotify()
  const answer = useReport()
  const [asking, setAsking] = useState(false)
  const { data, set } = answer
  const looking = data !== undefined && isLooking(data)
  const fixable = data?.checks.filter((check) => check.fixable) ?? []
  const head = useRef<HTMLButtonElement>(null)
  const look = async () => {
    try {
      set(await call('runDoctor', { body: {} }))
      // the button of an empty page goes with it
      setTimeout(() => document.activeElement === document.body && head.current?.focus())
    } catch (error) {
      notify.failed(error)
    }
  }
  const button = (
    <Button ref={head} appearance="primary" disabledFocusable={looking} onClick={() => void look()}>
      {looking ? words.looking : data?.endedAt ? words.lookAgain : words.lookNow}
    </Button>
  )
  return (
    <Page
      title={adminWords.pages.doctor}
      lead={words.lead}
      actions={
        data?.startedAt && (
          <>
            {fixable.length > 0 && !looking && (
              <Button icon={<Wrench20Regular />} onClick={() => setAsking(true)}>
                {words.lookAndMend}
              </Button>
            )}
            {button}
          </>
        )
      }
    >
      <Shown answer={answer}>
        {(report) =>
          report.startedAt ? (
            <Report report={report} />
          ) : (
            <Empty of="search" title={words.never} text={words.neverText}>
              {button}
            </Empty>
          )
        }
      </Shown>
      {asking && (
        <Confirm
          title={words.confirm.title}
          onClose={() => setAsking(false)}
          choices={[{ label: words.lookAndMend, run: () => call('runDoctor', { body: { fix: true } }).then(set) }]}
        >
          <p>{words.confirm.text}</p>
          <ul className={styles.willMend}>
            {fixable.map(({ id, title, seen }) => (
              <li key={id}>
                <strong>{title}</strong>
                <span className={styles.quiet}>{seen}</span>
              </li>
            ))}
          </ul>
          <p>{words.confirm.more}</p>
        </Confirm>
      )}
    </Page>
  )
}

function Report({ report }: { report: DoctorReport }) {
  const [toMendOnly, setToMendOnly] = useState(false)
  const groups = groupsOf(toMendOnly ? report.checks.filter(isToMend) : report.checks)
  const looking = isLooking(report)
  return (
    <div className={styles.all}>
      <Summary report={report} />
      <Tools report={report} toMendOnly={toMendOnly} onFilter={setToMendOnly} />
      {groups.map((group) => (
        <GroupCard key={group.name} group={group} toMendOnly={toMendOnly} />
      ))}
      {toMendOnly && groups.length === 0 && (
        <Empty
          of={looking ? 'search' : 'done'}
          title={looking ? words.nothingYet : words.nothingToMend}
          text={looking ? words.nothingYetText : words.nothingToMendText}
        />
      )}
    </div>
  )
}
