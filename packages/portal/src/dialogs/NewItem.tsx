import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Link,
} from '@fluentui/react-components'
import type { Item, NewFileType } from '@moorage/api'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { words } from '../words.ts'
import { useFocusBack } from './focus-back.ts'

export type NewKind = 'folder' | NewFileType

const TITLES: Record<NewKind, string> = {
  folder: words.newItem.folderTitle,
  document: words.newItem.documentTitle,
  workbook: words.newItem.workbookTitle,
  presentation: words.newItem.presentationTitle,
  text: words.newItem.textTitle,
}
const NAMES: Record<NewKind, string> = {
  folder: words.newItem.folderName,
  document: words.newItem.documentName,
  workbook: words.newItem.workbookName,
  presentation: words.newItem.presentationName,
  text: words.newItem.textName,
}

interface Props {
  kind: NewKind
  folderId: string
  onClose(): void
  onCreated(item: Item): void
}

/** Asks for the name; a taken or impossible one is said under the field, with a free one to take. */
export function NewItem({ kind, folderId, onClose, onCreated }: Props) {
  useFocusBack()
  const [name, setName] = useState<string>(NAMES[kind])
  const [problem, setProblem] = useState<ApiProblem | string>()
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const suggestion = typeof problem === 'object' && typeof problem.data.suggestion === 'string' ? problem.data.suggestion : undefined

  useEffect(() => {
    const stem = NAMES[kind].replace(/\.\w+$/, '').length
    field.current?.focus()
    field.current?.setSelectionRange(0, stem)
  }, [kind])

  const take = (free: string) => {
    setName(free)
    setProblem(undefined)
    field.current?.focus()
  }

  const create = async (event: FormEvent) => {
    event.preventDefault()
    const wanted = name.trim()
    if (!wanted) return setProblem(words.newItem.nameMissing)
    setBusy(true)
    try {
      const input = { params: { folderId } }
      onCreated(
        kind === 'folder'
          ? await call('createFolder', { ...input, body: { name: wanted } })
          : await call('createFile', { ...input, body: { name: wanted, type: kind } }),
      )
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
      field.current?.focus()
    }
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface style={{ maxInlineSize: 440 }}>
        <form onSubmit={(event) => void create(event)} noValidate>
          <DialogBody>
            <DialogTitle>{TITLES[kind]}</DialogTitle>
            <DialogContent>
              <Field
                label={words.newItem.name}
                required
                validationState={problem ? 'error' : 'none'}
                validationMessage={
                  problem && (
                    <>
                      {typeof problem === 'string' ? problem : problem.sentence}{' '}
                      {suggestion && (
                        <Link as="button" type="button" inline onClick={() => take(suggestion)}>
                          {words.newItem.takeSuggestion(suggestion)}
                        </Link>
                      )}
                    </>
                  )
                }
              >
                <Input
                  ref={field}
                  value={name}
                  maxLength={255}
                  autoComplete="off"
                  onChange={(_, data) => {
                    setName(data.value)
                    setProblem(undefined)
                  }}
                />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabledFocusable={busy}>
                {kind === 'folder' ? words.newItem.create : words.newItem.createAndOpen}
              </Button>
              <Button onClick={onClose}>{words.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
