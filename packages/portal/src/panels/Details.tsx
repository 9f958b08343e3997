import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { Share20Regular } from '@fluentui/react-icons'
import type { Crumb, Item } from '@moorage/api'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { call } from '../api/call.ts'
import { useEvents } from '../api/events.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { useDesk } from '../files/desk.tsx'
import { kindOf } from '../files/kind.ts'
import { byShareAlone } from '../files/source.ts'
import { TypeIcon } from '../files/TypeIcon.tsx'
import { formatExactly, formatSize, nameOf } from '../format.ts'
import { words } from '../words.ts'
import { Activities } from './Activities.tsx'
import styles from './panel.module.css'

function openingOf({ open }: Item): string | undefined {
  if (!open) return undefined
  const text = words.details.opens[open.action](open.editorName ?? '')
  return open.why ? `${text}. ${open.why}` : text
}

/** Everything that is known about one item. */
export function Details({ item: given }: { item: Item }) {
  const [known, setKnown] = useState<{ item: Item; breadcrumb: Crumb[] }>({ item: given, breadcrumb: [] })
  const [problem, setProblem] = useState<ApiProblem>()
  const [stale, setStale] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stale` asks for reading again
  useEffect(() => {
    call('getItem', { params: { itemId: given.id } })
      .then(setKnown)
      .catch((error: unknown) => setProblem(asProblem(error)))
  }, [given.id, stale])
  useEvents((event) => {
    if (event.type === 'again' || (event.type === 'item' && event.itemId === given.id)) setStale((count) => count + 1)
  })

  const { item, breadcrumb } = known
  const desk = useDesk()
  const opening = openingOf(item)
  const parents = breadcrumb.filter((crumb) => crumb.id !== item.id)
  const may = Object.entries(words.details.abilities).filter(([ability]) => item.can[ability as keyof Item['can']])
  const editing = item.editing && words.list.isEditing(item.editing.people.map(nameOf), item.editing.editorName)
  return (
    <>
      {problem && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{problem.sentence}</MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.head}>
        <TypeIcon item={item} size={96} />
      </div>
      <dl className={styles.facts}>
        <dt>{words.list.name}</dt>
        <dd>{item.name}</dd>
        <dt>{words.details.type}</dt>
        <dd>{words.kinds[kindOf(item)]}</dd>
        {item.kind === 'file' && (
          <>
            <dt>{words.details.size}</dt>
            <dd title={words.details.bytes(item.size)}>{formatSize(item.size)}</dd>
          </>
        )}
        <dt>{words.details.modified}</dt>
        <dd>{[nameOf(item.modifiedBy), formatExactly(item.modifiedAt)].filter(Boolean).join(', ')}</dd>
        {item.deletedAt && (
          <>
            <dt>{words.details.deleted}</dt>
            <dd>{formatExactly(item.deletedAt)}</dd>
          </>
        )}
        {byShareAlone(item) && (
          <>
            <dt>{words.details.where}</dt>
            <dd>
              <Link to={`/shared?select=${item.id}`} style={{ color: 'var(--colorBrandForegroundLink)' }}>
                {words.sharedWithMe.title}
              </Link>
            </dd>
          </>
        )}
        {parents.length > 0 && item.parentId && (
          <>
            <dt>{words.details.where}</dt>
            <dd>
              <Link to={`/files/${item.parentId}?select=${item.id}`} style={{ color: 'var(--colorBrandForegroundLink)' }}>
                {parents.map((crumb) => crumb.name).join(' / ')}
              </Link>
            </dd>
          </>
        )}
        {item.kind === 'file' && !item.deletedAt && (
          <>
            <dt>{words.details.sharing}</dt>
            <dd className={styles.sharing}>
              {!byShareAlone(item) && <span>{item.sharedWith ? words.list.sharedWith(item.sharedWith) : words.sharing.nobodyYet}</span>}
              <Button size="small" icon={<Share20Regular />} onClick={() => desk.run('share', [item])}>
                {words.actions.share}
              </Button>
            </dd>
          </>
        )}
        {item.kind === 'file' && (
          <>
            <dt>{words.details.editing}</dt>
            <dd>{editing ?? words.details.nobody}</dd>
          </>
        )}
        {opening && (
          <>
            <dt>{words.details.opening}</dt>
            <dd>{opening}</dd>
          </>
        )}
        <dt>{words.details.may}</dt>
        <dd>{may.map(([, label]) => label).join(', ')}</dd>
      </dl>
      {item.kind === 'file' && <Activities itemId={item.id} stale={stale} />}
    </>
  )
}
