import { type LaunchKit, QUESTIONNAIRE } from '@moorage/api'
import { formatDate } from '../../../format.ts'
import { wordsLaunchKit } from '../../../words-launch-kit.ts'
import { wordsLaunchMeasured } from '../../../words-launch-measured.ts'
import { CopyButton } from './CopyButton.tsx'
import styles from './launch-kit.module.css'
import { LastSent, MarkSent } from './MarkSent.tsx'

const words = wordsLaunchKit.questionnaire

/** Microsoft's questions with this server's answers, each with where it comes from. */
export function Questionnaire({ kit: { questionnaire }, onMarked }: { kit: LaunchKit; onMarked(kit: LaunchKit): void }) {
  const all = questionnaire.map(({ question, answer }) => `${question}\n${answer}\n`).join('\n')
  const last = questionnaire.find(({ sent }) => sent)?.sent
  return (
    <>
      <p className={styles.quiet}>{words.about}</p>
      {last && <p>{wordsLaunchMeasured.sent.last(formatDate(last.at), last.by)}</p>}
      <dl className={styles.answers}>
        {questionnaire.map(({ question, answer, source, sent }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
            <dd className={styles.quiet}>{words.from(source)}</dd>
            {sent?.before !== undefined && (
              <dd>
                <LastSent sent={sent} now={answer} advice={wordsLaunchMeasured.sent.whatToSend} />
              </dd>
            )}
          </div>
        ))}
      </dl>
      <div className={styles.buttons}>
        <CopyButton text={all} of={words.name} label={words.all} />
        <MarkSent what={QUESTIONNAIRE} title={wordsLaunchMeasured.sent.questionnaire} text={all} onMarked={onMarked} />
      </div>
    </>
  )
}
