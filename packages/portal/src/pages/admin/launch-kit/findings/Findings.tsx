import { Button, Select } from '@fluentui/react-components'
import { Add20Regular, ArrowDownload20Regular } from '@fluentui/react-icons'
import { FINDING_STATES, type FindingState, type LaunchFinding } from '@moorage/api'
import { useEffect, useState } from 'react'
import { call } from '../../../../api/call.ts'
import { address } from '../../../../api/routes.ts'
import { download } from '../../../../files/open-tab.ts'
import { useMedia } from '../../../../media.ts'
import { useNotify } from '../../../../notify.tsx'
import { wordsFindings as words } from '../../../../words-launch-findings.ts'
import { useAnswer } from '../../parts/answer.ts'
import { Confirm } from '../../parts/dialogs.tsx'
import { ListSearch } from '../../parts/ListSearch.tsx'
import { Shown } from '../../parts/Shown.tsx'
import { type CardActions, FindingCard, STATES } from './FindingCard.tsx'
import { FindingDialog } from './FindingDialog.tsx'
import styles from './findings.module.css'
import { matching } from './matching.ts'

/** Others change findings too. */
const LOOK_AGAIN_MS = 15_000

/** What Microsoft found: a column for each state where there is room, a list elsewhere. */
export function Findings() {
  const answer = useAnswer({ key: 'findings', read: (signal) => call('listFindings', { signal }), every: LOOK_AGAIN_MS })
  return <Shown answer={answer}>{({ findings }) => <Board all={findings} again={() => void answer.again()} />}</Shown>
}

function Board({ all, again }: { all: LaunchFinding[]; again(): void }) {
  const notify = useNotify()
  const narrow = useMedia('(max-width: 1000px)')
  const [text, setText] = useState('')
  const [pass, setPass] = useState('')
  const [state, setState] = useState('')
  const [editing, setEditing] = useState<LaunchFinding | 'new'>()
  const [removing, setRemoving] = useState<LaunchFinding>()
  const [moved, setMoved] = useState<{ id: string; to: FindingState }>()
  const passes = [...new Set(all.map((finding) => finding.pass))].sort((one, other) => one - other)
  const matches = all.filter((finding) => matching(finding, text, pass))
  const listed = matches.filter((finding) => !state || finding.state === state)

  // its card is in another column now: the focus goes along
  const there = moved && all.some((finding) => finding.id === moved.id && finding.state === moved.to)
  useEffect(() => {
    if (!moved || !there) return
    document.querySelector<HTMLElement>(`[data-finding="${moved.id}"]`)?.focus()
    setMoved(undefined)
  }, [moved, there])

  const actions: CardActions = {
    open: setEditing,
    remove: setRemoving,
    move: (finding, to) => {
      const { id, version, title } = finding
      call('changeFinding', { params: { findingId: id }, body: { version, state: to } })
        .then(() => {
          setMoved({ id, to })
          notify.done(words.moved(title, FINDING_STATES[to]))
        }, notify.failed)
        .finally(again)
    },
  }
  const exportAs = (format: 'csv' | 'md') => download(address('downloadFindings', {}, { format }))
  const open = all.filter((finding) => finding.state !== 'closed').length
  return (
    <>
      <div className={styles.head}>
        <div>
          <p>{words.about}</p>
          <p className={styles.quiet} role="status">
            {words.counted(all.length, open)}
            {matches.length < all.length && ` · ${words.shownOf(matches.length, all.length)}`}
          </p>
        </div>
        <div className={styles.buttons}>
          <Button appearance="primary" icon={<Add20Regular />} onClick={() => setEditing('new')}>
            {words.add}
          </Button>
          <Button icon={<ArrowDownload20Regular />} onClick={() => exportAs('csv')}>
            {words.csv}
          </Button>
          <Button icon={<ArrowDownload20Regular />} onClick={() => exportAs('md')}>
            {words.markdown}
          </Button>
        </div>
      </div>
      {all.length > 0 && (
        <div className={styles.tools}>
          <ListSearch label={words.search} value={text} onChange={setText} />
          <Select aria-label={words.pass} value={pass} onChange={(_, { value }) => setPass(value)}>
            <option value="">{words.anyPass}</option>
            {passes.map((one) => (
              <option key={one} value={one}>
                {words.ofPass(one)}
              </option>
            ))}
          </Select>
          {narrow && (
            <Select aria-label={words.state} value={state} onChange={(_, { value }) => setState(value)}>
              <option value="">{words.anyState}</option>
              {STATES.map((one) => (
                <option key={one} value={one}>
                  {words.column(FINDING_STATES[one], matches.filter((finding) => finding.state === one).length)}
                </option>
              ))}
            </Select>
          )}
        </div>
      )}
      {all.length === 0 && <p className={styles.empty}>{words.empty}</p>}
      {all.length > 0 && (narrow ? listed : matches).length === 0 && <p className={styles.empty}>{words.noMatch}</p>}
      {matches.length > 0 && (narrow ? <List findings={listed} actions={actions} /> : <Columns findings={matches} actions={actions} />)}
      {editing && (
        <FindingDialog
          key={editing === 'new' ? 'new' : editing.id}
          {...(editing === 'new' ? {} : { finding: editing })}
          pass={passes.at(-1) ?? 1}
          onChanged={again}
          onClose={() => setEditing(undefined)}
        />
      )}
      {removing && (
        <Confirm
          title={words.deleteTitle(words.number(removing.number, removing.title))}
          choices={[
            {
              label: words.delete,
              run: async () => {
                try {
                  await call('removeFinding', { params: { findingId: removing.id }, query: { version: removing.version } })
                  notify.done(words.deleted(removing.title))
                } finally {
                  again()
                }
              },
            },
          ]}
          onClose={() => setRemoving(undefined)}
        >
          {words.deleteText}
        </Confirm>
      )}
    </>
  )
}

function List({ findings, actions }: { findings: LaunchFinding[]; actions: CardActions }) {
  return (
    <ul className={styles.list} aria-label={words.list}>
      {findings.map((finding) => (
        <li key={finding.id}>
          <FindingCard finding={finding} withState {...actions} />
        </li>
      ))}
    </ul>
  )
}

function Columns({ findings, actions }: { findings: LaunchFinding[]; actions: CardActions }) {
  return (
    <div className={styles.board}>
      {STATES.map((state) => {
        const here = findings.filter((finding) => finding.state === state)
        return (
          <section key={state} className={styles.column} aria-labelledby={`findings-${state}`} data-state={state}>
            <h2 id={`findings-${state}`}>
              {FINDING_STATES[state]}
              <span className={styles.count}>{here.length}</span>
            </h2>
            <ul className={styles.cards}>
              {here.map((finding) => (
                <li key={finding.id}>
                  <FindingCard finding={finding} {...actions} />
                </li>
              ))}
            </ul>
            {here.length === 0 && <span className={styles.quiet}>{words.nothingHere}</span>}
          </section>
        )
      })}
    </div>
  )
}
