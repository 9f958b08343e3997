import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import type { EditingNow, Microsoft365, Running } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { words as portal } from '../../../words.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'

const words = wordsMicrosoft365.turnOff
const NAMED = 5

/** Who would be cut off, each once with their files. */
function People({ editing }: { editing: EditingNow[] }) {
  const people = [...new Map(editing.map(({ person }) => [person.id, person.name]))]
  return (
    <>
      <p>{words.some(people.slice(0, NAMED).map(([, name]) => name))}</p>
      <ul className={styles.affected}>
        {editing.slice(0, NAMED).map(({ person, itemName, editorName, since }) => (
          <li key={`${person.id} ${itemName} ${since}`}>
            <strong>{person.name}</strong>: {wordsMicrosoft365.state.editing(itemName ?? wordsMicrosoft365.state.aFile, editorName)}
          </li>
        ))}
        {editing.length > NAMED && <li>{words.more(editing.length - NAMED)}</li>}
      </ul>
    </>
  )
}

/** Asks before Microsoft 365 goes off, naming whoever is editing in it: let them finish, or stop now. */
export function TurnOff({ onClose }: { onClose(): void }) {
  const { now, change } = useMicrosoft365()
  const [busy, setBusy] = useState(false)
  const somebody = now.editing.length > 0

  const off = async (running: Running) => {
    setBusy(true)
    const turn = (): Promise<Microsoft365> => call('changeState', { body: { state: 'off', running } })
    if (await change(turn, running === 'finish' && somebody ? words.doneFinishing : words.done)) onClose()
    else setBusy(false)
  }
  return (
    <Dialog open onOpenChange={onClose} modalType="alert">
      <DialogSurface className={styles.dialog}>
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent>
            {somebody ? (
              <>
                <People editing={now.editing} />
                <dl className={styles.choices}>
                  <dt>{words.finish}</dt>
                  <dd>{words.finishAbout}</dd>
                  <dt>{words.stop}</dt>
                  <dd>{words.stopAbout}</dd>
                </dl>
              </>
            ) : (
              <p>{words.nobody}</p>
            )}
          </DialogContent>
          <DialogActions fluid>
            {somebody ? (
              <>
                <Button appearance="primary" disabledFocusable={busy} onClick={() => void off('finish')}>
                  {words.finish}
                </Button>
                <Button disabledFocusable={busy} onClick={() => void off('stop')}>
                  {words.stop}
                </Button>
              </>
            ) : (
              <Button appearance="primary" disabledFocusable={busy} onClick={() => void off('finish')}>
                {words.turnOff}
              </Button>
            )}
            <Button onClick={onClose}>{portal.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
