import { Button, Field, MessageBar, MessageBarActions, MessageBarBody, Select, Spinner } from '@fluentui/react-components'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { useSession } from '../../../api/session.tsx'
import { useAnswer } from '../../../api/use-answer.ts'
import { useNotify } from '../../../notify.tsx'
import { words as portal } from '../../../words.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import styles from './editors.module.css'
import { OrderDialog, typeName } from './OrderDialog.tsx'
import { completed, type Line, linesOf, type Orders } from './order.ts'

const words = wordsMicrosoft365.order

function Again({ sentence, again }: { sentence: string; again(): void }) {
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        {words.failed}. {sentence}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={again}>{portal.tryAgain}</Button>
      </MessageBarActions>
    </MessageBar>
  )
}

/** Which editor is tried first, by organization and type of file. */
export function OrderSection() {
  const { me } = useSession()
  const [search, setSearch] = useSearchParams()
  const { value, problem, again } = useAnswer('organizations', () => call('listOrganizations'))
  const organizations = value?.organizations
  const asked = search.get('organization')
  const chosen =
    organizations?.find(({ id }) => id === asked) ?? organizations?.find(({ id }) => id === me.organization.id) ?? organizations?.[0]
  return (
    <section className={styles.orders} aria-labelledby="order">
      <h2 id="order">{words.title}</h2>
      <p className={styles.quiet}>{words.about}</p>
      {problem && <Again sentence={problem.sentence} again={again} />}
      {!value && !problem && <Spinner size="small" label={portal.loading} className={styles.waiting} />}
      {organizations && chosen && (
        <>
          {organizations.length > 1 && (
            <Field label={words.organization} className={styles.organization}>
              <Select value={chosen.id} onChange={(_, data) => setSearch({ organization: data.value }, { replace: true })}>
                {organizations.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <Lines key={chosen.id} organizationId={chosen.id} />
        </>
      )}
    </section>
  )
}

function Lines({ organizationId }: { organizationId: string }) {
  const notify = useNotify()
  const params = { organizationId }
  const { value, problem, set, again } = useAnswer(organizationId, () => call('listEditorOrder', { params }))
  const [changing, setChanging] = useState<Omit<Line, 'extension'> & { extension?: string }>()

  const save = async (extension: string, editors: string[], done: string) => {
    try {
      set(await call('changeEditorOrder', { params, body: { extension, editors } }))
      notify.done(done)
      setChanging(undefined)
      return true
    } catch (error) {
      notify.failed(error)
      return false
    }
  }
  if (problem && !value) return <Again sentence={problem.sentence} again={again} />
  if (!value) return <Spinner size="small" label={portal.loading} className={styles.waiting} />
  return (
    <>
      <ul className={styles.lines}>
        {linesOf(value).map((line) => (
          <OrderLine
            key={line.extension}
            line={line}
            orders={value}
            onChange={() => setChanging(line)}
            onTake={() => void save(line.extension, [], words.taken)}
          />
        ))}
      </ul>
      <div>
        <Button onClick={() => setChanging({ editors: completed([], value.editors), own: false })}>{words.addType}</Button>
      </div>
      {changing && (
        <OrderDialog
          line={changing}
          editors={value.editors}
          taken={value.own.map(({ extension }) => extension)}
          onClose={() => setChanging(undefined)}
          onSave={(extension, editors) => save(extension, editors, words.saved)}
        />
      )}
    </>
  )
}

interface LineProps {
  line: Line
  orders: Orders
  onChange(): void
  onTake(): void
}

function OrderLine({ line, orders, onChange, onTake }: LineProps) {
  const nameOf = (id: string) => orders.editors.find((editor) => editor.id === id)?.name ?? id
  const what = typeName(line.extension)
  return (
    <li className={styles.orderLine} data-own={line.own}>
      <div className={styles.cardText}>
        <h3>
          {what} <span className={styles.quiet}>{line.own ? words.own : line.from ? words.inherited(line.from) : words.usual}</span>
        </h3>
        <ol className={styles.chain}>
          {line.editors.map((id) => (
            <li key={id}>{nameOf(id)}</li>
          ))}
        </ol>
      </div>
      <div className={styles.buttons}>
        <Button aria-label={`${line.own ? words.edit : words.override}: ${what}`} onClick={onChange}>
          {line.own ? words.edit : words.override}
        </Button>
        {line.own && (
          <Button appearance="subtle" aria-label={`${words.useInherited}: ${what}`} onClick={onTake}>
            {words.useInherited}
          </Button>
        )}
      </div>
    </li>
  )
}
