import { Button, Field, Input } from '@fluentui/react-components'
import { ArrowDown16Regular, ArrowUp16Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { FormDialog } from '../parts/dialogs.tsx'
import styles from './editors.module.css'
import { type Line, moved } from './order.ts'

const words = wordsMicrosoft365.order

export const typeName = (extension: string) => (extension === '*' ? words.all : words.type(extension))

interface Props {
  /** without an extension a type is asked for */
  line: Omit<Line, 'extension'> & { extension?: string }
  editors: { id: string; name: string }[]
  /** types that have a row of this organization's own */
  taken: string[]
  onClose(): void
  onSave(extension: string, editors: string[]): Promise<void>
}

/** Sets the order for one type of file: dragged, or moved by its buttons. */
export function OrderDialog({ line, editors, taken, onClose, onSave }: Props) {
  const [order, setOrder] = useState(line.editors)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [said, setSaid] = useState('')
  const [dragged, setDragged] = useState<number>()
  const nameOf = (id: string) => editors.find((editor) => editor.id === id)?.name ?? id
  const extension = line.extension ?? typed.trim().replace(/^\./, '').toLowerCase()

  const move = (from: number, to: number) => {
    const id = order[from]
    if (id === undefined || to < 0 || to >= order.length) return
    setOrder(moved(order, from, to))
    setSaid(words.moved(nameOf(id), to + 1, order.length))
  }
  const save = () => {
    if (!/^(\*|[a-z0-9]{1,16})$/.test(extension)) setWrong(words.extensionWrong)
    else if (!line.extension && taken.includes(extension)) setWrong(words.extensionTaken)
    else return onSave(extension, order)
    return false as const
  }
  return (
    <FormDialog
      title={line.extension ? words.orderFor(line.extension) : words.addType}
      submit={wordsMicrosoft365.save}
      onClose={onClose}
      onSubmit={save}
    >
      {!line.extension && (
        <Field
          label={words.extension}
          hint={words.extensionHint}
          required
          validationState={wrong ? 'error' : 'none'}
          validationMessage={wrong}
        >
          <Input
            value={typed}
            maxLength={17}
            autoComplete="off"
            autoCapitalize="none"
            onChange={(_, data) => {
              setTyped(data.value)
              setWrong(undefined)
            }}
          />
        </Field>
      )}
      <p className={styles.quiet}>{words.hint}</p>
      <ol className={styles.order}>
        {order.map((id, index) => (
          <li
            key={id}
            draggable
            data-dragged={dragged === index}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', nameOf(id))
              setDragged(index)
            }}
            onDragOver={(event) => {
              if (dragged === undefined) return
              event.preventDefault()
              if (dragged !== index) {
                move(dragged, index)
                setDragged(index)
              }
            }}
            onDrop={(event) => event.preventDefault()}
            onDragEnd={() => setDragged(undefined)}
          >
            <span className={styles.place} aria-hidden="true">
              {index + 1}
            </span>
            <span className={styles.orderName}>{nameOf(id)}</span>
            <Button
              appearance="subtle"
              icon={<ArrowUp16Regular />}
              aria-label={words.up(nameOf(id))}
              disabledFocusable={index === 0}
              onClick={() => move(index, index - 1)}
            />
            <Button
              appearance="subtle"
              icon={<ArrowDown16Regular />}
              aria-label={words.down(nameOf(id))}
              disabledFocusable={index === order.length - 1}
              onClick={() => move(index, index + 1)}
            />
          </li>
        ))}
      </ol>
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </FormDialog>
  )
}
