import { Button, MessageBar, MessageBarBody, Radio, RadioGroup } from '@fluentui/react-components'
import type { Policy } from '@moorage/api'
import { useId } from 'react'
import { Link } from 'react-router'
import { sayWhen } from '../../../format.ts'
import { adminWords } from '../../../words-admin.ts'
import parts from '../parts/parts.module.css'
import { PARAMETER } from '../scope.tsx'
import styles from './policies.module.css'
import { valueName } from './values.ts'

const words = adminWords.policies

interface Props {
  policy: Policy
  organizationId: string
  /** how many organizations are below */
  below: number
  /** whether one may go and change that organization */
  isVisible(organizationId: string): boolean
  onChoose(value: string): void
  onBelow(): void
}

/** One policy: the organization's own value, what is in effect, and which organization says so. */
export function PolicyCard({ policy, organizationId, below, isVisible, onChoose, onBelow }: Props) {
  const title = useId()
  const { above, values } = policy
  const forbidden = (value: string) => above !== undefined && values.indexOf(value) > values.indexOf(above.value)
  const capped = above && values.some(forbidden) ? above : undefined
  return (
    <section className={styles.policy} aria-labelledby={title}>
      <h2 id={title}>{policy.title}</h2>
      <p>{words.text[policy.name]}</p>
      <RadioGroup layout="horizontal" aria-labelledby={title} value={policy.value} onChange={(_, { value }) => onChoose(value)}>
        {values.map((value) => (
          // its own value stays to be seen even where one above forbids it
          <Radio key={value} value={value} label={valueName(value)} disabled={forbidden(value)} />
        ))}
      </RadioGroup>
      {capped && (
        <p>
          {words.forbidden(capped.name, valueName(capped.value))}{' '}
          {isVisible(capped.id) && (
            <Link to={`/admin/policies?${PARAMETER}=${capped.id}`} className={parts.link}>
              {words.toOrganization(capped.name)}
            </Link>
          )}
        </p>
      )}
      <p className={styles.effective}>
        <b>{words.effective(valueName(policy.effective))}</b>,{' '}
        {policy.from.id === organizationId ? words.fromHere : words.from(policy.from.name)}
      </p>
      {policy.finishUntil && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{words.finishUntil(sayWhen(policy.finishUntil))}</MessageBarBody>
        </MessageBar>
      )}
      {below > 0 && (
        <Button className={styles.below} onClick={onBelow}>
          {words.below(below)}
        </Button>
      )}
    </section>
  )
}
