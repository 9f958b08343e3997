import { Avatar, Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { formatExactly, sayWhen } from '../../../format.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'
import { fixedState, stateName, stateSentence } from './state.ts'

const words = wordsMicrosoft365.state

/** The state now, in words: what is on for whom, who is editing in it, and the way to turn it off. */
export function StateNow() {
  const { now, ask } = useMicrosoft365()
  const name = stateName(now)
  const fixed = fixedState(now)
  const finishing = now.state === 'off' && now.finishUntil
  return (
    <section className={styles.now} id="now" aria-labelledby="state-now" data-state={name}>
      <div className={styles.nowHead}>
        <div className={styles.nowText}>
          <h2 id="state-now">
            <span className="visually-hidden">{words.now}: </span>
            {words[name]}
          </h2>
          <p>{stateSentence(now)}</p>
          {fixed && <p className={styles.quiet}>{wordsMicrosoft365.fixedAbout(fixed.where)}</p>}
        </div>
        {!fixed && (
          <Button className={styles.fixedWidth} onClick={() => ask(name === 'off' ? 'rehearse' : 'turn-off')}>
            {name === 'off' ? wordsMicrosoft365.configure.rehearse : words.turnOff}
          </Button>
        )}
      </div>
      {finishing && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.finishing(sayWhen(finishing))}</MessageBarBody>
        </MessageBar>
      )}
      {(name !== 'off' || now.editing.length > 0) && (
        <div className={styles.editing}>
          <h3 id="editing-now">{words.editingNow}</h3>
          {now.editing.length === 0 ? (
            <p className={styles.quiet}>{words.nobody}</p>
          ) : (
            <ul aria-labelledby="editing-now">
              {now.editing.map(({ person, organization, itemName, editor, editorName, since }) => (
                <li key={`${person.id} ${editor} ${itemName} ${since}`}>
                  <Avatar name={person.name} size={32} color="colorful" aria-hidden="true" />
                  <span className={styles.lines}>
                    <span>
                      <strong>{person.name}</strong> <span className={styles.quiet}>{organization.name}</span>
                    </span>
                    <span title={formatExactly(since)}>
                      {words.editing(itemName ?? words.aFile, editorName)},{' '}
                      <span className={styles.quiet}>{words.since(sayWhen(since))}</span>
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </section>
  )
}
