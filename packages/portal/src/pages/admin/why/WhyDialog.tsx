import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Spinner,
} from '@fluentui/react-components'
import { Dismiss24Regular } from '@fluentui/react-icons'
import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { call } from '../../../api/call.ts'
import { useAnswer } from '../../../api/use-answer.ts'
import { words as portal } from '../../../words.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { Verdicts, type Why } from './Verdicts.tsx'
import styles from './why.module.css'

const words = wordsMicrosoft365.why

export interface About {
  accountId: string
  name: string
  /** an id or a link of the portal */
  file?: string
}

const askWhy = ({ accountId, file }: Omit<About, 'name'>) => call('why', { query: { accountId, ...(file ? { file } : {}) } })

export const whyPage = ({ accountId, file }: Omit<About, 'name'>) =>
  `/admin/why?${new URLSearchParams({ account: accountId, ...(file ? { file } : {}) })}`

/** The answer about one person and perhaps one file; reads it when it is asked about somebody else. */
export function WhyAnswer({ about, onAnswer }: { about: Omit<About, 'name'>; onAnswer?: (why: Why) => void }) {
  const { value, problem, again } = useAnswer(`${about.accountId} ${about.file ?? ''}`, () => askWhy(about))
  useEffect(() => {
    if (value) onAnswer?.(value)
  }, [value, onAnswer])
  if (problem)
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{problem.sentence}</MessageBarBody>
        <MessageBarActions>
          <Button onClick={again}>{portal.tryAgain}</Button>
        </MessageBarActions>
      </MessageBar>
    )
  if (!value) return <Spinner size="small" label={portal.loading} className={styles.waiting} />
  return <Verdicts why={value} />
}

/** "Why?" beside somebody: the same as the page, over the page that one is on. */
export function WhyDialog({ about, onClose }: { about: About; onClose(): void }) {
  // a link that leads away, if only within this page, leaves the dialog
  const { key } = useLocation()
  const opened = useRef(key)
  useEffect(() => {
    if (key !== opened.current) onClose()
  }, [key, onClose])
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface className={styles.dialog}>
        <DialogBody>
          <DialogTitle
            className={styles.long}
            action={<Button appearance="subtle" icon={<Dismiss24Regular />} aria-label={portal.close} onClick={onClose} />}
          >
            {words.of(about.name)}
          </DialogTitle>
          <DialogContent tabIndex={0} role="region" aria-label={words.of(about.name)}>
            <WhyAnswer about={about} />
          </DialogContent>
          <DialogActions position="start">
            <Link className={styles.link} to={whyPage(about)}>
              {words.openPage}
            </Link>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
