import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import { Dismiss24Regular } from '@fluentui/react-icons'
import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { call } from '../../../api/call.ts'
import { useFocusBack } from '../../../dialogs/focus-back.ts'
import { words as portal } from '../../../words.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { useAnswer } from '../parts/answer.ts'
import { Shown } from '../parts/Shown.tsx'
import { type Question, whyPage } from './address.ts'
import { Verdicts, type Why } from './Verdicts.tsx'
import styles from './why.module.css'

const words = wordsMicrosoft365.why

export interface About extends Question {
  name: string
}

const askWhy = ({ accountId, file }: Question, signal: AbortSignal) =>
  call('why', { query: { accountId, ...(file ? { file } : {}) }, signal })

/** The answer about one person and perhaps one file; asks again when it is about somebody else. */
export function WhyAnswer({ about, onAnswer }: { about: Question; onAnswer?: (why: Why) => void }) {
  const answer = useAnswer({ key: `${about.accountId} ${about.file ?? ''}`, read: (signal) => askWhy(about, signal) })
  const { data, stale } = answer
  useEffect(() => {
    if (data && !stale) onAnswer?.(data)
  }, [data, stale, onAnswer])
  return <Shown answer={answer}>{(why) => <Verdicts why={why} />}</Shown>
}

/** "Why?" beside somebody: the same as the page, over the page that one is on. */
export function WhyDialog({ about, onClose }: { about: About; onClose(): void }) {
  useFocusBack()
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
