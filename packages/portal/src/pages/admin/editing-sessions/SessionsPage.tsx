import { Button } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { useSettled } from '../../../later.ts'
import { useNotify } from '../../../notify.tsx'
import { adminWords } from '../../../words-admin.ts'
import { wordsEditingSessions } from '../../../words-editing-sessions.ts'
import { useAnswer } from '../parts/answer.ts'
import { Page } from '../parts/Page.tsx'
import { Empty, Shown } from '../parts/Shown.tsx'
import { useOrganizations } from '../scope.tsx'
import styles from './editing-sessions.module.css'
import { Filters } from './Filters.tsx'
import { type Filter, filterOf, queryOf } from './filter.ts'
import { SessionTable } from './SessionTable.tsx'

const words = wordsEditingSessions.list
const PAGE = 50
/** typing is asked about once it rests */
const SETTLED = 250

export function SessionsPage() {
  const notify = useNotify()
  const { data: tree } = useOrganizations()
  const [params, setParams] = useSearchParams()
  const [busy, setBusy] = useState(false)
  const filter = filterOf(params)
  const key = useSettled(JSON.stringify(filter), SETTLED)
  const read = (query: { before?: string }, signal?: AbortSignal) =>
    call('listEditingSessions', {
      query: { ...queryOf(JSON.parse(key) as Filter, Date.now()), ...query, limit: PAGE },
      ...(signal ? { signal } : {}),
    })
  const answer = useAnswer({ key, read: (signal) => read({}, signal) })
  // a page more that is still on its way belongs to the filters before
  const [asked, setAsked] = useState(key)
  useEffect(() => setAsked(key), [key])

  const change = (next: Partial<Filter>) =>
    setParams(
      (before) => {
        for (const [name, value] of Object.entries(next)) {
          if (value) before.set(name, value === true ? 'yes' : value)
          else before.delete(name)
        }
        return before
      },
      { replace: true },
    )
  const more = async (before: string) => {
    setBusy(true)
    try {
      const page = await read({ before })
      if (asked === key) answer.set((shown) => ({ ...page, sessions: [...shown.sessions, ...page.sessions] }))
    } catch (error) {
      notify.failed(error)
    }
    setBusy(false)
  }
  return (
    <Page
      title={adminWords.pages.editingSessions}
      lead={words.lead}
      tools={<Filters filter={filter} choices={answer.data} onChange={change} />}
    >
      <Shown answer={answer}>
        {({ sessions, next, keptDays }) =>
          sessions.length === 0 ? (
            <Empty of="search" title={words.none} text={words.noneText}>
              {params.size > 0 && <Button onClick={() => setParams({ span: 'all' })}>{words.clear}</Button>}
            </Empty>
          ) : (
            <>
              <SessionTable label={words.label} sessions={sessions} several={tree !== undefined && tree.all.length > 1} />
              {next === undefined ? (
                <p className={styles.end}>{words.end(keptDays)}</p>
              ) : (
                <Button className={styles.more} disabledFocusable={busy} onClick={() => void more(next)}>
                  {words.more}
                </Button>
              )}
            </>
          )
        }
      </Shown>
    </Page>
  )
}
