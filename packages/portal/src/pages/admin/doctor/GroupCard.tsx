import { Badge, Button } from '@fluentui/react-components'
import { Copy20Regular } from '@fluentui/react-icons'
import type { Check, CheckStatus } from '@moorage/api'
import { useId, useState } from 'react'
import { wordsDoctor as words } from '../../../words-doctor.ts'
import { useCopy } from '../parts/copy.ts'
import { FoldButton } from '../parts/FoldButton.tsx'
import styles from './doctor.module.css'
import type { Group } from './report.ts'
import { StatusIcon } from './StatusIcon.tsx'

/** One group of checks: what is to mend stands open, the rest is folded into a row each. */
export function GroupCard({ group, toMendOnly }: { group: Group; toMendOnly: boolean }) {
  const { name, worst, toMend, ok, notApplicable } = group
  const title = useId()
  return (
    <section className={styles.group} aria-labelledby={title}>
      <h2 id={title}>
        <StatusIcon of={worst} />
        {words.groups[name]}
      </h2>
      {toMend.length > 0 && (
        <ul className={styles.toMend}>
          {toMend.map((check) => (
            <Problem key={check.id} check={check} />
          ))}
        </ul>
      )}
      {!toMendOnly && (
        <div className={styles.folds}>
          <Fold checks={ok} status="ok" label={words.fine(ok.length)} group={words.groups[name]} />
          <Fold
            checks={notApplicable}
            status="not-applicable"
            label={words.notApplicable(notApplicable.length)}
            group={words.groups[name]}
          />
        </div>
      )}
    </section>
  )
}

function Problem({ check: { title, status, seen, why, change, fixable, former } }: { check: Check }) {
  return (
    <li className={styles.problem} data-status={status}>
      <h3>
        {title}
        <Badge appearance="tint" color={status === 'failure' ? 'danger' : 'warning'}>
          {words.states[status]}
        </Badge>
      </h3>
      {former && <p className={styles.quiet}>{words.former}</p>}
      <p>{seen}</p>
      {why && <p className={styles.quiet}>{why}</p>}
      {change && <Change title={title} text={change} />}
      {fixable && <p className={styles.quiet}>{words.fixable}</p>}
    </li>
  )
}

function Change({ title, text }: { title: string; text: string }) {
  const copy = useCopy()
  return (
    <div className={styles.change}>
      <div className={styles.changeHead}>
        <span>{words.change}</span>
        <Button
          appearance="subtle"
          size="small"
          icon={<Copy20Regular />}
          aria-label={words.copyChange(title)}
          onClick={() => void copy(text, words.changeCopied)}
        >
          {words.copy}
        </Button>
      </div>
      <pre>{text}</pre>
    </div>
  )
}

interface FoldProps {
  checks: readonly Check[]
  status: CheckStatus
  label: string
  group: string
}

function Fold({ checks, status, label, group }: FoldProps) {
  const [open, setOpen] = useState(false)
  const inside = useId()
  if (checks.length === 0) return null
  return (
    <>
      <FoldButton open={open} onToggle={() => setOpen(!open)} controls={inside} className={styles.fold}>
        <StatusIcon of={status} />
        <span className="visually-hidden">{group}: </span>
        {label}
      </FoldButton>
      <ul id={inside} className={styles.folded} hidden={!open}>
        {open &&
          checks.map(({ id, title, seen }) => (
            <li key={id}>
              <strong>{title}</strong>
              <span className={styles.quiet}>{seen}</span>
            </li>
          ))}
      </ul>
    </>
  )
}
