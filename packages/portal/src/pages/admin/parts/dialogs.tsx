import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
} from '@fluentui/react-components'
import { type FormEvent, type ReactNode, useState } from 'react'
import { type ApiProblem, asProblem } from '../../../api/problem.ts'
import { useFocusBack } from '../../../dialogs/focus-back.ts'
import { words } from '../../../words.ts'
import styles from './parts.module.css'

interface FormProps {
  title: string
  submit: string
  onClose(): void
  /** does it; what is thrown is shown above the fields. False: a field is not right yet, nothing was done */
  onSubmit(): Promise<unknown> | false
  /** for more than a few fields */
  wide?: boolean
  children: ReactNode
}

/** A form over the page; it stays until it worked. */
export function FormDialog({ title, submit, onClose, onSubmit, wide, children }: FormProps) {
  useFocusBack()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const go = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setProblem(undefined)
    const doing = onSubmit()
    if (doing === false) return
    setBusy(true)
    try {
      await doing
    } catch (error) {
      setProblem(asProblem(error))
    }
    setBusy(false)
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface style={{ maxInlineSize: wide ? 820 : 520 }}>
        <form onSubmit={(event) => void go(event)} noValidate>
          <DialogBody>
            <DialogTitle style={{ overflowWrap: 'anywhere' }}>{title}</DialogTitle>
            <DialogContent className={styles.fields}>
              {problem && (
                <MessageBar intent="error" layout="multiline">
                  <MessageBarBody>{problem.sentence}</MessageBarBody>
                </MessageBar>
              )}
              {children}
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabledFocusable={busy}>
                {submit}
              </Button>
              <Button onClick={onClose}>{words.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}

interface ConfirmProps {
  title: string
  children: ReactNode
  /** each does something else, the first is the usual one */
  choices: { label: string; run(): Promise<unknown> }[]
  onClose(): void
}

/** Asks before something is lost; it closes when a choice has worked. */
export function Confirm({ title, children, choices, onClose }: ConfirmProps) {
  useFocusBack()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const go = async (run: () => Promise<unknown>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await run()
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={onClose} modalType="alert">
      <DialogSurface style={{ maxInlineSize: 560 }}>
        <DialogBody>
          <DialogTitle style={{ overflowWrap: 'anywhere' }}>{title}</DialogTitle>
          <DialogContent className={styles.fields}>
            {problem && (
              <MessageBar intent="error" layout="multiline">
                <MessageBarBody>{problem.sentence}</MessageBarBody>
              </MessageBar>
            )}
            {children}
          </DialogContent>
          <DialogActions fluid>
            {choices.map(({ label, run }, index) => (
              <Button key={label} appearance={index === 0 ? 'primary' : 'secondary'} disabledFocusable={busy} onClick={() => void go(run)}>
                {label}
              </Button>
            ))}
            <Button onClick={onClose}>{words.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
