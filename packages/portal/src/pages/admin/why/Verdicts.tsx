import { Badge } from '@fluentui/react-components'
import { CheckmarkCircle20Filled, DismissCircle20Filled, Eye20Regular } from '@fluentui/react-icons'
import type { Response as ResponseOf, ROUTES, Verdict } from '@moorage/api'
import { Link } from 'react-router'
import { useSession } from '../../../api/session.tsx'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { placeToChange } from './changing.ts'
import styles from './why.module.css'

const words = wordsMicrosoft365.why
export type Why = ResponseOf<(typeof ROUTES)['why']>

const ICONS = {
  edit: <CheckmarkCircle20Filled className={styles.good} />,
  view: <Eye20Regular className={styles.part} />,
  none: <DismissCircle20Filled className={styles.bad} />,
}

function One({ verdict, why, opens }: { verdict: Verdict; why: Why; opens: boolean }) {
  const { me } = useSession()
  const { clause } = verdict
  const place = placeToChange(verdict, why.person, me.administers)
  return (
    <li className={styles.verdict}>
      <span className={styles.icon} aria-hidden="true">
        {ICONS[verdict.action]}
      </span>
      <div className={styles.text}>
        <h3>
          {verdict.editorName}
          {opens && (
            <Badge appearance="tint" color="brand">
              {words.click}
            </Badge>
          )}
        </h3>
        <p>
          {words.action[verdict.action]}
          {clause && (
            <>
              {' · '}
              <span className={styles.quiet}>{words.clause[clause]}</span>
            </>
          )}
        </p>
        {verdict.why && <p>{verdict.why}</p>}
        {verdict.change && verdict.change !== verdict.why && <p>{verdict.change}</p>}
        {place && (
          <p>
            <Link className={styles.link} to={place.to}>
              {place.label}
            </Link>
          </p>
        )}
      </div>
    </li>
  )
}

/** For each editor what this person gets, the first thing that stands in the way, and where it is changed. */
export function Verdicts({ why }: { why: Why }) {
  if (why.verdicts.length === 0) return <p>{why.fileProblem ?? words.noEditors}</p>
  return (
    <>
      {why.fileProblem && <p role="status">{why.fileProblem}</p>}
      <ul className={styles.verdicts}>
        {why.verdicts.map((verdict) => (
          <One key={verdict.editor} verdict={verdict} why={why} opens={why.opens === verdict.editor} />
        ))}
      </ul>
    </>
  )
}
