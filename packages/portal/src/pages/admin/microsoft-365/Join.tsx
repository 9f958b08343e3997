import { Button, Link, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, Radio, RadioGroup } from '@fluentui/react-components'
import type { EligibilityQuestion, Microsoft365 } from '@moorage/api'
import { useId } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../../api/call.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'

const words = wordsMicrosoft365.join
const QUESTIONS = Object.keys(words.questions) as EligibilityQuestion[]
const APPLY = 'https://aka.ms/cspp-apply'
const ADD_EDITOR = '/admin/editors?add=1'

/** What one does next about joining. */
export function JoinButton() {
  const { now, change, show } = useMicrosoft365()
  const navigate = useNavigate()
  const step = now.steps.find(({ name }) => name === 'join')
  const mark = (state: 'under-way' | 'done') => change(() => call('changeStep', { params: { step: 'join' }, body: { state } }))
  if (step?.state === 'done') return null
  if (now.eligibility.outlook === 'unlikely')
    return (
      <Button appearance="primary" onClick={() => navigate(ADD_EDITOR)}>
        {words.addEditor}
      </Button>
    )
  if (step?.state === 'under-way')
    return (
      <Button appearance="primary" onClick={() => void mark('done')}>
        {words.accepted}
      </Button>
    )
  if (now.eligibility.outlook === 'unanswered')
    return (
      <Button appearance="primary" onClick={() => show('join')}>
        {words.answer}
      </Button>
    )
  return (
    <Button appearance="primary" as="a" href={APPLY} target="_blank" rel="noopener" onClick={() => void mark('under-way')}>
      {words.apply}
    </Button>
  )
}

function Question({ question, answer, onAnswer }: { question: EligibilityQuestion; answer?: boolean; onAnswer(yes: boolean): void }) {
  const id = useId()
  return (
    <li className={styles.question}>
      <span id={id}>{words.questions[question]}</span>
      <RadioGroup
        layout="horizontal"
        aria-labelledby={id}
        value={answer === undefined ? '' : answer ? 'yes' : 'no'}
        onChange={(_, { value }) => onAnswer(value === 'yes')}
      >
        <Radio value="yes" label={words.yes} />
        <Radio value="no" label={words.no} />
      </RadioGroup>
    </li>
  )
}

function Outlook({ eligibility }: Pick<Microsoft365, 'eligibility'>) {
  const navigate = useNavigate()
  if (eligibility.outlook === 'unlikely')
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{words.unlikely}</MessageBarTitle> {words.unlikelyAbout}
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => navigate(ADD_EDITOR)}>{words.addEditor}</Button>
        </MessageBarActions>
      </MessageBar>
    )
  if (eligibility.outlook === 'likely')
    return (
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>{words.likely}</MessageBarBody>
      </MessageBar>
    )
  return (
    <p className={styles.quiet}>{words.unanswered(QUESTIONS.filter((question) => eligibility.answers[question] === undefined).length)}</p>
  )
}

/** Microsoft's conditions as questions, before anybody spends weeks on an application that will be refused. */
export function Join() {
  const { now, set, change } = useMicrosoft365()
  const { answers } = now.eligibility
  const answer = (question: EligibilityQuestion, yes: boolean) => {
    const given = { ...answers, [question]: yes }
    // shown at once; the outlook comes with the answer
    set({ ...now, eligibility: { ...now.eligibility, answers: given } })
    void change(() => call('changeStep', { params: { step: 'join' }, body: { answers: given } }))
  }
  return (
    <>
      <p className={styles.prose}>{words.intro}</p>
      <ol className={styles.questions}>
        {QUESTIONS.map((question) => (
          <Question key={question} question={question} answer={answers[question]} onAnswer={(yes) => answer(question, yes)} />
        ))}
      </ol>
      <div role="status">
        <Outlook eligibility={now.eligibility} />
      </div>
      <p>
        <Link inline href={APPLY} target="_blank" rel="noopener">
          {words.applyLink}
        </Link>{' '}
        <span className={styles.quiet}>({APPLY})</span>
      </p>
    </>
  )
}
