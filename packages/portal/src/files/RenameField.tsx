import type { Item } from '@moorage/api'
import { useEffect, useId, useRef, useState } from 'react'
import { asProblem } from '../api/problem.ts'
import { words } from '../words.ts'
import styles from './grid.module.css'

interface Props {
  item: Item
  /** rejects with an ApiProblem, which is said under the field */
  submit(name: string): Promise<void>
  end(): void
}

/** The name as a field, in its row. Enter or leaving keeps, Escape drops; the extension starts out unselected. */
export function RenameField({ item, submit, end }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(item.name)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const problemId = useId()

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the field appears
  useEffect(() => {
    const stem = item.kind === 'file' && item.extension ? item.name.length - item.extension.length - 1 : item.name.length
    field.current?.focus()
    field.current?.setSelectionRange(0, stem)
  }, [])

  const keep = async () => {
    const wanted = name.trim()
    if (busy) return
    if (wanted === item.name) return end()
    if (!wanted) return setProblem(words.newItem.nameMissing)
    setBusy(true)
    try {
      await submit(wanted)
      end()
    } catch (error) {
      setProblem(asProblem(error).sentence)
      setBusy(false)
      field.current?.focus()
    }
  }
  return (
    <>
      <input
        ref={field}
        className={styles.rename}
        value={name}
        maxLength={255}
        spellCheck={false}
        aria-label={words.list.renameLabel(item.name)}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? problemId : undefined}
        readOnly={busy}
        onChange={(event) => {
          setName(event.target.value)
          setProblem(undefined)
        }}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Enter') void keep()
          if (event.key === 'Escape') end()
        }}
        onBlur={() => (problem ? end() : void keep())}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
      />
      {problem && (
        <span id={problemId} role="alert" className={styles.renameProblem}>
          {problem}
        </span>
      )}
    </>
  )
}
