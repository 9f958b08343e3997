import { Button, Switch } from '@fluentui/react-components'
import { ArrowDownload20Regular, Copy20Regular } from '@fluentui/react-icons'
import type { SessionTimeline } from '@moorage/api'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsEditingSessions } from '../../../words-editing-sessions.ts'
import { useAnswer } from '../parts/answer.ts'
import { useCopy } from '../parts/copy.ts'
import { Page } from '../parts/Page.tsx'
import parts from '../parts/parts.module.css'
import { Empty, Shown } from '../parts/Shown.tsx'
import { DownloadForSupport } from './DownloadForSupport.tsx'
import styles from './editing-sessions.module.css'
import { Facts } from './Facts.tsx'
import { markOf, momentsOf } from './moments.ts'
import { SessionTable } from './SessionTable.tsx'
import { Timeline } from './Timeline.tsx'

const words = wordsEditingSessions.one
/** so many before the timeline; the rest is asked for */
const OTHERS = 5

/** One session: its facts, who else was in the file, and what happened in the order of time. */
export function SessionPage() {
  const { number = '' } = useParams()
  const copy = useCopy()
  const [downloading, setDownloading] = useState(false)
  const answer = useAnswer({
    key: number,
    read: async (signal) => {
      try {
        return await call('getEditingSession', { params: { sessionId: number }, query: {}, signal })
      } catch (error) {
        if (isUnknown(error)) return 'unknown' as const
        throw error
      }
    },
  })
  const known = answer.data !== undefined && answer.data !== 'unknown'
  return (
    <Page
      title={words.title(number)}
      lead={
        <Link to="/admin/editing-sessions" className={parts.link}>
          {words.back}
        </Link>
      }
      actions={
        known && (
          <>
            <Button icon={<Copy20Regular />} onClick={() => void copy(number, words.copied)}>
              {words.copy}
            </Button>
            <Button icon={<ArrowDownload20Regular />} onClick={() => setDownloading(true)}>
              {words.download}
            </Button>
          </>
        )
      }
    >
      <Shown answer={answer}>
        {(timeline) =>
          timeline === 'unknown' ? (
            <Empty of="search" title={words.notFound} text={words.notFoundText} />
          ) : (
            <Story timeline={timeline} onMore={(more) => answer.set(more)} />
          )
        }
      </Shown>
      {downloading && <DownloadForSupport number={number} onClose={() => setDownloading(false)} />}
    </Page>
  )
}

const isUnknown = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')

function Story({ timeline, onMore }: { timeline: SessionTimeline; onMore(more: SessionTimeline): void }) {
  const notify = useNotify()
  const [onlyTrouble, setOnlyTrouble] = useState(false)
  const [busy, setBusy] = useState(false)
  const [shownOthers, setShownOthers] = useState(OTHERS)
  const { session, others, next } = timeline
  const all = momentsOf(timeline)
  const moments = onlyTrouble ? all.filter((moment) => markOf(moment) !== undefined) : all
  const more = async (after: number) => {
    setBusy(true)
    try {
      const part = await call('getEditingSession', { params: { sessionId: session.number }, query: { after } })
      onMore({ ...part, events: [...timeline.events, ...part.events] })
    } catch (error) {
      notify.failed(error)
    }
    setBusy(false)
  }
  return (
    <>
      <Facts session={session} />
      <section className={styles.part} aria-labelledby="others">
        <h2 id="others">{words.others}</h2>
        {others.length === 0 ? (
          <p>{words.nobodyElse}</p>
        ) : (
          <SessionTable label={words.others} sessions={others.slice(0, shownOthers)} oneFile />
        )}
        {others.length > shownOthers && (
          <Button className={styles.more} onClick={() => setShownOthers(others.length)}>
            {words.allOthers(others.length)}
          </Button>
        )}
      </section>
      <section className={styles.part} aria-labelledby="timeline">
        <div className={styles.headline}>
          <h2 id="timeline">{words.timeline}</h2>
          {all.length > 0 && (
            <Switch label={words.onlyTrouble} checked={onlyTrouble} onChange={(_, { checked }) => setOnlyTrouble(checked)} />
          )}
        </div>
        {all.length === 0 ? (
          <Empty title={words.nothing} text={words.nothingText} />
        ) : moments.length === 0 ? (
          <Empty of="done" title={words.noTrouble} text={words.noTroubleText} />
        ) : (
          <Timeline moments={moments} openedAt={session.openedAt} />
        )}
        {next !== undefined && (
          <Button className={styles.more} disabledFocusable={busy} onClick={() => void more(next)}>
            {words.more}
          </Button>
        )}
      </section>
    </>
  )
}
