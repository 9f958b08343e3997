import { Badge, Button } from '@fluentui/react-components'
import { Add20Regular, ArrowDown16Regular, ArrowUp16Regular, Delete20Regular, Edit20Regular } from '@fluentui/react-icons'
import type { Rollout, RolloutStage } from '@moorage/api'
import { useState } from 'react'
import { formatComing, sayWhen } from '../../../format.ts'
import { wordsRollOut } from '../../../words-roll-out.ts'
import type { Tree } from '../tree.ts'
import { audienceWords, movedStage, type Plan, reachedOf, STAGES_MAX } from './plan.ts'
import styles from './roll-out.module.css'
import { StageDialog } from './StageDialog.tsx'

const words = wordsRollOut.stages

interface Props {
  plan: Plan
  rollout: Rollout | undefined
  tree: Tree
  /** organizations with people in them */
  organizations: number
  nameOf(id: string): string | undefined
  unsaved: boolean
  /** `names`: of whom was chosen, by id */
  onChange(stages: RolloutStage[], names?: Record<string, string>): void
  onSave(): Promise<void>
  onDiscard(): void
}

/** The plan's stages in order; those that were reached stay as they are. */
export function Stages({ plan, rollout, tree, organizations, nameOf, unsaved, onChange, onSave, onDiscard }: Props) {
  const [editing, setEditing] = useState<number>()
  const [saving, setSaving] = useState(false)
  const { stages } = plan
  const reached = reachedOf(rollout)
  const save = async () => {
    setSaving(true)
    await onSave()
    setSaving(false)
  }
  return (
    <section className={styles.part} aria-labelledby="stages">
      <h2 id="stages">{words.heading}</h2>
      <p className={styles.quiet}>{stages.length === 0 ? words.none : words.about}</p>
      {stages.length > 0 && (
        <ol className={styles.stages}>
          {stages.map((stage, index) => (
            <Stage
              key={stage.name}
              stage={stage}
              index={index}
              rollout={rollout}
              reached={reached}
              last={index === stages.length - 1}
              whom={audienceWords(stage.audience, nameOf)}
              onMove={(to) => onChange(movedStage(stages, index, to))}
              onEdit={() => setEditing(index)}
              onRemove={() => onChange(stages.filter((_, other) => other !== index))}
            />
          ))}
        </ol>
      )}
      <div className={styles.buttons}>
        {stages.length < STAGES_MAX && (
          <Button icon={<Add20Regular />} onClick={() => setEditing(stages.length)}>
            {words.add}
          </Button>
        )}
        {unsaved && stages.length > 0 && (
          <Button appearance="primary" disabledFocusable={saving} onClick={() => void save()}>
            {words.save}
          </Button>
        )}
        {unsaved && (
          <Button appearance="subtle" onClick={onDiscard}>
            {words.discard}
          </Button>
        )}
        {unsaved && (
          <span className={styles.quiet} role="status">
            {words.changed}
          </span>
        )}
      </div>
      {editing !== undefined && (
        <StageDialog
          stage={stages[editing]}
          first={editing === 0}
          fixed={editing < reached}
          taken={stages.flatMap(({ name }, index) => (index === editing ? [] : [name]))}
          tree={tree}
          organizations={organizations}
          nameOf={nameOf}
          onClose={() => setEditing(undefined)}
          onKeep={(stage, names) => {
            onChange([...stages.slice(0, editing), stage, ...stages.slice(editing + 1)], names)
            setEditing(undefined)
          }}
        />
      )}
    </section>
  )
}

interface StageProps {
  stage: RolloutStage
  index: number
  rollout: Rollout | undefined
  /** stages that cannot be changed any more */
  reached: number
  last: boolean
  whom: string
  onMove(to: number): void
  onEdit(): void
  onRemove(): void
}

function startWords({ name, startsAt }: RolloutStage, index: number, came: Rollout | undefined): string {
  const decision = came?.decisions.find(({ what, stage }) => stage === name && (what === 'started' || what === 'advanced'))
  if (decision) return words.came(sayWhen(decision.at))
  if (index === 0) return words.first
  return startsAt === undefined ? words.byHand : words.at(formatComing(startsAt))
}

function Mark({ index, reached, running }: { index: number; reached: number; running: boolean }) {
  if (index === reached - 1)
    return (
      <Badge appearance="filled" color="brand">
        {words.inForce}
      </Badge>
    )
  if (index < reached) return <Badge appearance="tint">{words.reached}</Badge>
  return running && index === reached ? <Badge appearance="outline">{words.next}</Badge> : null
}

function Stage({ stage, index, rollout, reached, last, whom, onMove, onEdit, onRemove }: StageProps) {
  const { name, ceilings } = stage
  const open = index >= reached
  return (
    <li className={styles.stage} data-in-force={index === reached - 1 || undefined}>
      <span className={styles.number} aria-hidden="true">
        {index + 1}
      </span>
      <div className={styles.stageText}>
        <h3>
          {name} <Mark index={index} reached={reached} running={rollout?.state === 'running'} />
        </h3>
        <p>{whom}</p>
        <p className={styles.quiet}>
          {startWords(stage, index, open ? undefined : rollout)} · {wordsRollOut.ceilings(ceilings)}
        </p>
      </div>
      {(open || index === reached - 1) && (
        <div className={styles.tools}>
          {open && (
            <>
              <Button
                appearance="subtle"
                icon={<ArrowUp16Regular />}
                aria-label={words.up(name)}
                disabledFocusable={index === reached}
                onClick={() => onMove(index - 1)}
              />
              <Button
                appearance="subtle"
                icon={<ArrowDown16Regular />}
                aria-label={words.down(name)}
                disabledFocusable={last}
                onClick={() => onMove(index + 1)}
              />
            </>
          )}
          <Button appearance="subtle" icon={<Edit20Regular />} aria-label={words.change(name)} onClick={onEdit} />
          {open && <Button appearance="subtle" icon={<Delete20Regular />} aria-label={words.remove(name)} onClick={onRemove} />}
        </div>
      )}
    </li>
  )
}
