import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import type { Account } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { words as portal } from '../../../words.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { ChosenPeople } from '../why/ChosenPeople.tsx'
import { PersonPicker } from '../why/PersonPicker.tsx'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'

const words = wordsMicrosoft365.rehearse

/** Picks the testers and puts the built-in editor in Microsoft's place. */
export function Rehearse({ onClose }: { onClose(): void }) {
  const { now, change } = useMicrosoft365()
  const already = now.testers.map(({ account }) => account.id)
  const [chosen, setChosen] = useState<Account[]>([])
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)

  const start = async () => {
    if (chosen.length + already.length === 0) return setMissing(true)
    setBusy(true)
    const names = [...now.testers.map(({ account }) => account.name), ...chosen.map(({ name }) => name)]
    const started = await change(
      () => call('startRehearsal', { body: { testers: [...already, ...chosen.map(({ id }) => id)] } }),
      names.length > 0 ? words.started(names) : words.startedAgain,
    )
    if (started) onClose()
    else setBusy(false)
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface className={styles.dialog}>
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent className={styles.form}>
            <p>{words.text}</p>
            <PersonPicker
              label={words.testers}
              hint={words.testersHint}
              leaveOut={[...already, ...chosen.map(({ id }) => id)]}
              problem={missing ? words.nobody : undefined}
              onPick={(person) => {
                setChosen((before) => [...before, person])
                setMissing(false)
              }}
            />
            <ChosenPeople
              people={[...now.testers.map(({ account }) => account), ...chosen]}
              fixed={already}
              onRemove={(id) => setChosen((before) => before.filter((person) => person.id !== id))}
            />
            <p className={styles.quiet}>{words.policy}</p>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => void start()}>
              {words.start}
            </Button>
            <Button onClick={onClose}>{portal.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
