import { Button, Field, Input, MessageBar, MessageBarActions, MessageBarBody, Radio, RadioGroup } from '@fluentui/react-components'
import { Dismiss16Regular } from '@fluentui/react-icons'
import type { Audience } from '@moorage/api'
import { wordsRollOut } from '../../../words-roll-out.ts'
import { OrganizationPicker } from '../parts/OrganizationPicker.tsx'
import { holdsPeople, type Tree } from '../tree.ts'
import { AccountPicker } from '../why/AccountPicker.tsx'
import type { Draft } from './draft.ts'
import styles from './roll-out.module.css'
import { TeamSharePicker } from './TeamSharePicker.tsx'

const words = wordsRollOut.stage
const KINDS = Object.keys(words.kinds) as Audience['kind'][]

interface Props {
  draft: Draft
  problem: string | undefined
  tree: Tree
  /** with people in them */
  organizations: number
  nameOf(id: string): string | undefined
  onChange(part: Partial<Draft>, names?: Record<string, string>): void
}

/** Whom a stage brings in. */
export function AudienceFields({ draft, problem, tree, organizations, nameOf, onChange }: Props) {
  const { kind, people, teamShares } = draft
  const add = (list: string[], id: string) => (list.includes(id) ? list : [...list, id])
  return (
    <>
      <Field label={words.whom} validationMessage={problem} validationState={problem ? 'error' : 'none'}>
        <RadioGroup value={kind} onChange={(_, { value }) => onChange({ kind: value as Audience['kind'] })}>
          {KINDS.map((each) => (
            <Radio key={each} value={each} label={words.kinds[each]} />
          ))}
        </RadioGroup>
      </Field>
      {kind === 'people' && (
        <>
          <AccountPicker
            label={words.addPerson}
            leaveOut={people}
            onPick={({ id, name }) => onChange({ people: add(people, id) }, { [id]: name })}
          />
          <Chosen ids={people} nameOf={nameOf} onChange={(next) => onChange({ people: next })} />
        </>
      )}
      {kind === 'team-shares' && (
        <>
          <TeamSharePicker
            tree={tree}
            leaveOut={teamShares}
            onPick={(id, name) => onChange({ teamShares: add(teamShares, id) }, { [id]: name })}
          />
          <Chosen ids={teamShares} nameOf={nameOf} onChange={(next) => onChange({ teamShares: next })} />
        </>
      )}
      {kind === 'organizations' && (
        <>
          <Field label={words.addOrganization}>
            <OrganizationPicker
              tree={tree}
              chosenId={undefined}
              labelled
              allowed={(node) => holdsPeople(node) && !draft.organizations.includes(node.id)}
              onChoose={(id) => onChange({ organizations: add(draft.organizations, id) })}
            />
          </Field>
          <Chosen ids={draft.organizations} nameOf={nameOf} onChange={(next) => onChange({ organizations: next })} />
        </>
      )}
      {kind === 'share' && <Share draft={draft} organizations={organizations} onChange={onChange} />}
    </>
  )
}

function Share({ draft: { percent, of }, organizations, onChange }: Pick<Props, 'draft' | 'organizations' | 'onChange'>) {
  return (
    <>
      <Field label={words.percent} required>
        <Input type="number" min={1} max={100} value={percent} onChange={(_, { value }) => onChange({ percent: value })} />
      </Field>
      <Field label={words.of} hint={words.drawn}>
        <RadioGroup value={of} onChange={(_, { value }) => onChange({ of: value as Draft['of'] })}>
          <Radio value="organizations" label={words.ofOrganizations} />
          <Radio value="people" label={words.ofPeople} />
        </RadioGroup>
      </Field>
      {of === 'people' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.splits}</MessageBarBody>
        </MessageBar>
      )}
      {of === 'organizations' && organizations <= 1 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.oneOrganization}</MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => onChange({ of: 'people' })}>{words.takePeople}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </>
  )
}

function Chosen({ ids, nameOf, onChange }: { ids: string[]; nameOf(id: string): string | undefined; onChange(ids: string[]): void }) {
  if (ids.length === 0) return null
  return (
    <ul className={styles.chosen} aria-label={words.chosen}>
      {ids.map((id) => {
        const name = nameOf(id) ?? wordsRollOut.audience.gone
        return (
          <li key={id}>
            <bdi>{name}</bdi>
            <Button
              appearance="subtle"
              size="small"
              icon={<Dismiss16Regular />}
              aria-label={words.remove(name)}
              onClick={() => onChange(ids.filter((other) => other !== id))}
            />
          </li>
        )
      })}
    </ul>
  )
}
