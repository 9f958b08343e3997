import { Button } from '@fluentui/react-components'
import type { Rollout, RolloutStage } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsRollOut as words } from '../../../words-roll-out.ts'
import { Empty } from '../parts/Shown.tsx'
import { holdsPeople, type Tree } from '../tree.ts'
import { BrakeSection } from './BrakeSection.tsx'
import { Decisions } from './Decisions.tsx'
import { DryRun } from './DryRun.tsx'
import { FIRST_BRAKE, type Plan, usualPlan } from './plan.ts'
import { Stages } from './Stages.tsx'
import { StateNow } from './StateNow.tsx'

interface Props {
  editor: { id: string; name: string }
  rollout: Rollout | undefined
  tree: Tree
  onChange(rollout: Rollout): void
  /** something was not as it was seen */
  onStale(): Promise<void>
}

/** One editor's roll-out: where it is, its plan, what the plan would do, and what was decided. */
export function EditorRollOut({ editor, rollout, tree, onChange, onStale }: Props) {
  const notify = useNotify()
  const [changed, setChanged] = useState<Plan>()
  /** of whom was chosen since the plan was read */
  const [names, setNames] = useState<Record<string, string>>({})
  const organizations = tree.all.filter((one) => holdsPeople(one) && one.people > 0 && !one.blocked).length
  const plan = changed ?? rollout

  if (!plan)
    return (
      <Empty title={words.empty.title(editor.name)} text={words.empty.text}>
        <Button appearance="primary" onClick={() => setChanged(usualPlan(Date.now(), organizations))}>
          {words.empty.usual}
        </Button>
        <Button onClick={() => setChanged({ stages: [], brake: FIRST_BRAKE })}>{words.empty.own}</Button>
      </Empty>
    )

  const nameOf = (id: string) => names[id] ?? rollout?.names[id] ?? tree.get(id)?.name
  const change = (part: Partial<Plan>) => setChanged({ stages: plan.stages, brake: plan.brake, ...part })
  const save = async () => {
    try {
      const { stages, brake } = plan
      onChange(await call('planRollout', { params: { editorId: editor.id }, body: { stages, brake } }))
      setChanged(undefined)
      notify.done(words.stages.saved)
    } catch (error) {
      notify.failed(error)
      await onStale()
    }
  }
  return (
    <>
      {rollout && <StateNow rollout={rollout} unsaved={changed !== undefined} onChange={onChange} onStale={onStale} />}
      <Stages
        plan={plan}
        rollout={rollout}
        tree={tree}
        organizations={organizations}
        nameOf={nameOf}
        unsaved={changed !== undefined}
        onChange={(stages: RolloutStage[], more) => {
          setNames((before) => ({ ...before, ...more }))
          change({ stages })
        }}
        onSave={save}
        onDiscard={() => setChanged(undefined)}
      />
      <BrakeSection plan={plan} rollout={rollout} onChange={(brake) => change({ brake })} />
      <DryRun editorId={editor.id} stages={plan.stages} />
      {rollout && <Decisions decisions={rollout.decisions} />}
    </>
  )
}
