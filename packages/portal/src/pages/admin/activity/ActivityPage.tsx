import { Button } from '@fluentui/react-components'
import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { address } from '../../../api/routes.ts'
import { download } from '../../../files/open-tab.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsActivity } from '../../../words-activity.ts'
import { adminWords } from '../../../words-admin.ts'
import { useAnswer } from '../parts/answer.ts'
import { Page } from '../parts/Page.tsx'
import { Empty, Shown } from '../parts/Shown.tsx'
import { ActivityList } from './ActivityList.tsx'
import { Filters } from './Filters.tsx'
import { type Filter, filterOf, queryOf } from './filter.ts'

const words = wordsActivity
const PAGE = 100

export function ActivityPage() {
  const notify = useNotify()
  const [params, setParams] = useSearchParams()
  const [busy, setBusy] = useState(false)
  const filter = filterOf(params)
  const key = JSON.stringify(filter)
  const answer = useAnswer({
    key,
    read: (signal) => call('listActivity', { query: { ...queryOf(filter, Date.now()), limit: PAGE }, signal }),
  })
  // a page more that is still on its way belongs to the filters before
  const [asked, setAsked] = useState(key)
  useEffect(() => setAsked(key), [key])

  const change = (next: Partial<Filter>) =>
    setParams((before) => {
      for (const [name, value] of Object.entries(next)) {
        if (value) before.set(name, value)
        else before.delete(name)
      }
      return before
    })
  const more = async (before: number) => {
    setBusy(true)
    try {
      const page = await call('listActivity', { query: { ...queryOf(filter, Date.now()), limit: PAGE, before } })
      if (asked === key) answer.set((shown) => ({ entries: [...shown.entries, ...page.entries], next: page.next, keptDays: page.keptDays }))
    } catch (error) {
      notify.failed(error)
    }
    setBusy(false)
  }
  return (
    <Page
      title={adminWords.pages.activity}
      lead={words.lead}
      actions={
        <Button icon={<ArrowDownload20Regular />} onClick={() => download(address('downloadActivity', {}, queryOf(filter, Date.now())))}>
          {words.csv}
        </Button>
      }
      tools={<Filters filter={filter} onChange={change} />}
    >
      <Shown answer={answer}>
        {({ entries, next, keptDays }) =>
          entries.length === 0 ? (
            <Empty of="search" title={words.none} text={words.noneText}>
              {params.size > 0 && <Button onClick={() => setParams({ span: 'all' })}>{words.clear}</Button>}
            </Empty>
          ) : (
            <>
              <ActivityList entries={entries} />
              {next === undefined ? (
                <p style={{ textAlign: 'center', margin: 0 }}>{words.end(keptDays)}</p>
              ) : (
                <Button style={{ alignSelf: 'center' }} disabledFocusable={busy} onClick={() => void more(next)}>
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
