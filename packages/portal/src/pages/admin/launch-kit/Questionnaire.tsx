import type { LaunchKit } from '@moorage/api'
import { wordsLaunchKit } from '../../../words-launch-kit.ts'
import { CopyButton } from './CopyButton.tsx'
import styles from './launch-kit.module.css'

const words = wordsLaunchKit.questionnaire

/** Microsoft's questions with this server's answers, each with where it comes from. */
export function Questionnaire({ kit: { questionnaire } }: { kit: LaunchKit }) {
  const all = questionnaire.map(({ question, answer }) => `${question}\n${answer}\n`).join('\n')
  return (
    <>
      <p className={styles.quiet}>{words.about}</p>
      <dl className={styles.answers}>
        {questionnaire.map(({ question, answer, source }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
            <dd className={styles.quiet}>{words.from(source)}</dd>
          </div>
        ))}
      </dl>
      <div>
        <CopyButton text={all} of={words.name} label={words.all} />
      </div>
    </>
  )
}
