import { Link, Toast, ToastBody, Toaster, ToastTitle, ToastTrigger, useId, useToastController } from '@fluentui/react-components'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { asProblem } from './api/problem.ts'
import { words } from './words.ts'

interface Action {
  label: string
  run(): void
}

export interface Notify {
  /** something worked; with what can be done about it, usually Undo */
  done(text: string, action?: Action): void
  /** something failed: says the problem's sentence */
  failed(error: unknown): void
  info(text: string, action?: Action): void
}

const NotifyContext = createContext<Notify | undefined>(undefined)

export function useNotify(): Notify {
  const notify = useContext(NotifyContext)
  if (!notify) throw new Error('useNotify outside <Notifications>')
  return notify
}

/** Brief messages at the bottom; one that offers Undo stays long enough to be reached by keyboard, and while hovered. */
export function Notifications({ children }: { children: ReactNode }) {
  const toasterId = useId('toaster')
  const { dispatchToast } = useToastController(toasterId)
  const notify = useMemo<Notify>(() => {
    const show = (intent: 'success' | 'error' | 'info', text: string, body?: string, action?: Action) =>
      dispatchToast(
        <Toast>
          <ToastTitle
            action={
              action && (
                <ToastTrigger>
                  <Link as="button" onClick={() => action.run()}>
                    {action.label}
                  </Link>
                </ToastTrigger>
              )
            }
          >
            {text}
          </ToastTitle>
          {body && <ToastBody>{body}</ToastBody>}
        </Toast>,
        { intent, timeout: action ? 10_000 : intent === 'error' ? 8000 : 4000, pauseOnHover: true, pauseOnWindowBlur: true },
      )
    return {
      done: (text, action) => show('success', text, undefined, action),
      info: (text, action) => show('info', text, undefined, action),
      failed: (error) => {
        const problem = asProblem(error)
        show('error', problem.title, problem.detail === problem.title ? undefined : problem.detail, undefined)
      },
    }
  }, [dispatchToast])
  return (
    <NotifyContext.Provider value={notify}>
      {children}
      <Toaster
        toasterId={toasterId}
        position="bottom-start"
        limit={4}
        shortcuts={{ focus: (event) => event.ctrlKey && event.key === 'm' }}
      />
    </NotifyContext.Provider>
  )
}

export const undoing = (run: () => void): Action => ({ label: words.undo, run })
