import type { Running } from '@moorage/api'
import { call } from '../../../api/call.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { Confirm } from '../parts/dialogs.tsx'
import { EditingNames } from '../parts/EditingNames.tsx'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'

const words = wordsMicrosoft365.turnOff
const NAMED = 5

/** Asks before Microsoft 365 goes off, naming whoever is editing in it: let them finish, or stop now. */
export function TurnOff({ onClose }: { onClose(): void }) {
  const { now, run } = useMicrosoft365()
  const { editing } = now
  const off = (label: string, running: Running, done: string) => ({
    label,
    run: () => run(() => call('changeState', { body: { state: 'off', running } }), done),
  })
  if (editing.length === 0)
    return (
      <Confirm title={words.title} onClose={onClose} choices={[off(words.turnOff, 'finish', words.done)]}>
        <p>{words.nobody}</p>
      </Confirm>
    )
  const names = [...new Map(editing.map(({ person }) => [person.id, person.name])).values()]
  return (
    <Confirm
      title={words.title}
      onClose={onClose}
      choices={[off(words.finish, 'finish', words.doneFinishing), off(words.stop, 'stop', words.done)]}
    >
      <p>{words.some(names.slice(0, NAMED), names.length - NAMED)}</p>
      <EditingNames editing={editing.slice(0, NAMED)} />
      <dl className={styles.choices}>
        <dt>{words.finish}</dt>
        <dd>{words.finishAbout}</dd>
        <dt>{words.stop}</dt>
        <dd>{words.stopAbout}</dd>
      </dl>
    </Confirm>
  )
}
