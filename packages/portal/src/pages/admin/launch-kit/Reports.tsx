import { Badge, Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { LAUNCH_PROFILES, type LaunchProfile, type ProfileReport, type ValidationReports } from '@moorage/api'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { call } from '../../../api/call.ts'
import { address } from '../../../api/routes.ts'
import { download } from '../../../files/open-tab.ts'
import { formatWhen } from '../../../format.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsLaunchMeasured } from '../../../words-launch-measured.ts'
import { type Answer, useAnswer } from '../parts/answer.ts'
import { Shown } from '../parts/Shown.tsx'
import { type Column, Table } from '../parts/Table.tsx'
import styles from './measured.module.css'

const words = wordsLaunchMeasured.reports
const ALL = Object.keys(LAUNCH_PROFILES) as LaunchProfile[]
const COLOURS = { green: 'success', failed: 'danger', stale: 'warning', never: 'informative' } as const
/** while it runs */
const RUNNING_MS = 700

/** It asks again once the answer before is there, for as long as something runs. */
function useReports(): Answer<ValidationReports> {
  const answer = useAnswer({ key: 'reports', read: (signal) => call('getValidationReports', { signal }) })
  const { data, again } = answer
  useEffect(() => {
    if (!data?.running && !data?.waiting.length) return
    const timer = setTimeout(() => void again(), RUNNING_MS)
    return () => clearTimeout(timer)
  }, [data, again])
  return answer
}

/** The last report of the validator in every profile. */
export function Reports({ toAccounts, onEnd }: { toAccounts(): void; onEnd(): Promise<void> }) {
  const notify = useNotify()
  const answer = useReports()
  const busy = answer.data !== undefined && (answer.data.running !== undefined || answer.data.waiting.length > 0)
  // what came of it is in the calendar too
  useEffect(() => (busy ? () => void onEnd() : undefined), [busy, onEnd])
  const run = async (profiles: LaunchProfile[]) => {
    try {
      answer.set(await call('runValidation', { body: { profiles } }))
    } catch (error) {
      notify.failed(error)
    }
  }
  return (
    <Shown answer={answer}>
      {(reports) => (
        <div className={styles.part}>
          <p className={styles.quiet}>{words.about}</p>
          {!reports.accounts && (
            <MessageBar intent="info" layout="multiline">
              <MessageBarBody>{words.noAccounts}</MessageBarBody>
              <MessageBarActions>
                <Button onClick={toAccounts}>{words.toAccounts}</Button>
              </MessageBarActions>
            </MessageBar>
          )}
          {reports.problem && (
            <MessageBar intent="error" layout="multiline">
              <MessageBarBody>{reports.problem}</MessageBarBody>
            </MessageBar>
          )}
          <div className={styles.head}>
            <Button appearance="primary" disabledFocusable={busy || !reports.accounts} onClick={() => void run(ALL)}>
              {words.runAll}
            </Button>
            <span role="status">{reports.running && words.running(reports.running.ended, reports.running.of)}</span>
          </div>
          <ProfileTable reports={reports} run={(profile) => void run([profile])} />
          {reports.profiles.map((one) => (
            <Failures key={one.profile} report={one} />
          ))}
          <p>
            {words.toValidate}{' '}
            <Link to="/admin/microsoft-365" className={styles.link}>
              {words.validate}
            </Link>
          </p>
        </div>
      )}
    </Shown>
  )
}

function ProfileTable({ reports, run }: { reports: ValidationReports; run(profile: LaunchProfile): void }) {
  const busyWith = (profile: LaunchProfile) => reports.running?.profile === profile || reports.waiting.includes(profile)
  const columns: Column<ProfileReport>[] = [
    {
      key: 'profile',
      label: words.profile,
      heading: true,
      render: ({ profile, needed }) => (
        <div className={styles.stack}>
          <strong>{LAUNCH_PROFILES[profile].title}</strong>
          <span className={styles.quiet}>{LAUNCH_PROFILES[profile].about}</span>
          {needed && <span>{words.needed}</span>}
        </div>
      ),
    },
    {
      key: 'state',
      label: words.state,
      whole: true,
      render: ({ state }) => (
        <Badge appearance="tint" color={COLOURS[state]}>
          {words.states[state]}
        </Badge>
      ),
    },
    {
      key: 'last',
      label: words.last,
      render: ({ last, state }) =>
        last && (
          <div className={styles.stack}>
            <span>{words.counts(last.passed, last.failed, last.skipped)}</span>
            <span className={styles.quiet}>
              {formatWhen(last.at)}, {words.version(last.version)}, {last.cases}
            </span>
            {state === 'stale' && <span>{words.stale}</span>}
          </div>
        ),
    },
    {
      key: 'actions',
      label: words.actions,
      silent: true,
      render: ({ profile, last }) => {
        const { title } = LAUNCH_PROFILES[profile]
        const waiting = reports.running?.profile !== profile && busyWith(profile)
        return (
          <div className={styles.buttons}>
            <Button
              size="small"
              aria-label={words.runOf(title)}
              disabledFocusable={busyWith(profile) || !reports.accounts}
              onClick={() => run(profile)}
            >
              {waiting ? words.waiting : words.run}
            </Button>
            {last && (
              <Button
                size="small"
                appearance="subtle"
                aria-label={words.readOf(title)}
                onClick={() => download(address('downloadValidationReport', { reportId: String(last.id) }))}
              >
                {words.read}
              </Button>
            )}
          </div>
        )
      },
    },
  ]
  return <Table label={words.table} columns={columns} rows={reports.profiles} rowKey={({ profile }) => profile} />
}

function Failures({ report: { profile, last } }: { report: ProfileReport }) {
  if (!last || last.failures.length === 0) return null
  return (
    <section className={styles.entry}>
      <h2>{words.failures(LAUNCH_PROFILES[profile].title)}</h2>
      <ul className={styles.missing}>
        {last.failures.map(({ group, name, reason }) => (
          <li key={`${group} ${name}`}>
            <strong>
              {group} / {name}
            </strong>
            : {reason}
          </li>
        ))}
      </ul>
      <p className={styles.quiet}>{words.toDoctor}</p>
    </section>
  )
}
