import { Button, Field } from '@fluentui/react-components'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { useAnswer } from '../parts/answer.ts'
import { OrganizationPicker } from '../parts/OrganizationPicker.tsx'
import { Shown } from '../parts/Shown.tsx'
import { Scoped } from '../scope.tsx'
import styles from './editors.module.css'
import { OrderDialog, typeName } from './OrderDialog.tsx'
import { completed, type Line, linesOf, type Orders } from './order.ts'

const words = wordsMicrosoft365.order

/** Which editor is tried first, by organization and type of file. */
export function OrderSection() {
  return (
    <section className={styles.orders} aria-labelledby="order">
      <h2 id="order">{words.title}</h2>
      <p className={styles.quiet}>{words.about}</p>
      <Scoped>
        {({ tree, organization, choose }) => (
          <>
            {tree.all.length > 1 && (
              <Field label={words.organization} className={styles.organization}>
                <OrganizationPicker tree={tree} chosenId={organization.id} onChoose={choose} labelled />
              </Field>
            )}
            <Lines key={organization.id} organizationId={organization.id} />
          </>
        )}
      </Scoped>
    </section>
  )
}

function Lines({ organizationId }: { organizationId: string }) {
  const notify = useNotify()
  const params = { organizationId }
  const answer = useAnswer({ key: organizationId, read: (signal) => call('listEditorOrder', { params, signal }) })
  const [changing, setChanging] = useState<Omit<Line, 'extension'> & { extension?: string }>()

  const save = async (extension: string, editors: string[], done: string) => {
    answer.set(await call('changeEditorOrder', { params, body: { extension, editors } }))
    notify.done(done)
  }
  return (
    <Shown answer={answer}>
      {(orders) => (
        <>
          <ul className={styles.lines}>
            {linesOf(orders).map((line) => (
              <OrderLine
                key={line.extension}
                line={line}
                orders={orders}
                onChange={() => setChanging(line)}
                onTake={() => void save(line.extension, [], words.taken).catch(notify.failed)}
              />
            ))}
          </ul>
          <div>
            <Button onClick={() => setChanging({ editors: completed([], orders.editors), own: false })}>{words.addType}</Button>
          </div>
          {changing && (
            <OrderDialog
              line={changing}
              editors={orders.editors}
              taken={orders.own.map(({ extension }) => extension)}
              onClose={() => setChanging(undefined)}
              onSave={async (extension, editors) => {
                await save(extension, editors, words.saved)
                setChanging(undefined)
              }}
            />
          )}
        </>
      )}
    </Shown>
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
