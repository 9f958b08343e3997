import { Badge, Button, Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { Image20Regular, MoreHorizontal20Regular } from '@fluentui/react-icons'
import { FINDING_STATES, type FindingState, LAUNCH_FLOWS, type LaunchFinding } from '@moorage/api'
import { sayWhen } from '../../../../format.ts'
import { wordsFindings as words } from '../../../../words-launch-findings.ts'
import styles from './findings.module.css'

export const STATES = Object.keys(FINDING_STATES) as FindingState[]
export const COLOURS = { new: 'danger', fixing: 'warning', 'ready-for-retest': 'brand', closed: 'success' } as const

export interface CardActions {
  open(finding: LaunchFinding): void
  move(finding: LaunchFinding, state: FindingState): void
  remove(finding: LaunchFinding): void
}

interface Props extends CardActions {
  finding: LaunchFinding
  /** where no column says it */
  withState?: boolean
}

/** What one reads of a finding at a glance, and what can be done with it. */
export function FindingCard({ finding, withState, open, move, remove }: Props) {
  const { id, number, title, pass, state, flow, test, answer, changedBy, changedAt, screenshots } = finding
  const named = words.number(number, title)
  return (
    <article className={styles.card} aria-label={named}>
      <div className={styles.cardHead}>
        <button type="button" className={styles.cardTitle} onClick={() => open(finding)}>
          {named}
        </button>
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button
              appearance="subtle"
              size="small"
              icon={<MoreHorizontal20Regular />}
              aria-label={words.moreFor(named)}
              data-finding={id}
            />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem onClick={() => open(finding)}>{words.open}</MenuItem>
              {STATES.filter((other) => other !== state).map((other) => (
                <MenuItem key={other} onClick={() => move(finding, other)}>
                  {words.moveTo(FINDING_STATES[other])}
                </MenuItem>
              ))}
              <MenuDivider />
              <MenuItem onClick={() => remove(finding)}>{words.delete}</MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
      <div className={styles.badges}>
        {withState && (
          <Badge appearance="tint" color={COLOURS[state]}>
            {FINDING_STATES[state]}
          </Badge>
        )}
        <Badge appearance="outline" color="informative">
          {words.ofPass(pass)}
        </Badge>
        {answer && (
          <Badge appearance="outline" color="success">
            {words.answered}
          </Badge>
        )}
        {screenshots.length > 0 && (
          <span className={styles.count} role="img" aria-label={words.pictures(screenshots.length)}>
            <Image20Regular />
            {screenshots.length}
          </span>
        )}
      </div>
      {(flow || test) && <span className={styles.about}>{[flow && LAUNCH_FLOWS[flow].title, test].filter(Boolean).join(' · ')}</span>}
      <span className={styles.quiet}>{words.changed(changedBy, sayWhen(changedAt))}</span>
    </article>
  )
}
