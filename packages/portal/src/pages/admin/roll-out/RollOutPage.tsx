import { Dropdown, Field, Option } from '@fluentui/react-components'
import type { Response as ResponseOf, ROUTES, Rollout } from '@moorage/api'
import { useSearchParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { wordsRollOut as words } from '../../../words-roll-out.ts'
import { type Answer, useAnswer } from '../parts/answer.ts'
import { Page } from '../parts/Page.tsx'
import { Shown } from '../parts/Shown.tsx'
import { useOrganizations } from '../scope.tsx'
import type { Tree } from '../tree.ts'
import { EditorRollOut } from './EditorRollOut.tsx'
import styles from './roll-out.module.css'

type Rollouts = ResponseOf<(typeof ROUTES)['getRollouts']>
const EDITOR = 'editor'
/** schedule and brake act by themselves */
const MOVES_MS = 10_000
const UNDER_WAY: readonly Rollout['state'][] = ['running', 'held']

/** Which editor comes to whom when: one plan per editor. */
export function RollOutPage() {
  const answer = useAnswer({ key: 'rollouts', read: (signal) => call('getRollouts', { signal }), every: MOVES_MS })
  const organizations = useOrganizations()
  return (
    <Page title={words.title} lead={words.lead}>
      <Shown answer={answer}>
        {(all) => <Shown answer={organizations}>{(tree) => <Chosen all={all} tree={tree} answer={answer} />}</Shown>}
      </Shown>
    </Page>
  )
}

/** The one that is asked for; else one that is under way, one that is planned, Microsoft 365. */
function chosenOf({ rollouts, editors }: Rollouts, asked: string | null) {
  const known = (id: string | null | undefined) => editors.find((editor) => editor.id === id)
  const first = rollouts.find(({ state }) => UNDER_WAY.includes(state)) ?? rollouts.find(({ state }) => state === 'draft')
  return known(asked) ?? known(first?.editor) ?? known('m365') ?? editors[0]
}

function Chosen({ all, tree, answer }: { all: Rollouts; tree: Tree; answer: Answer<Rollouts> }) {
  const [params, setParams] = useSearchParams()
  const chosen = chosenOf(all, params.get(EDITOR))
  if (!chosen) return null
  const rolloutOf = (id: string) => all.rollouts.find(({ editor }) => editor === id)
  const labelOf = ({ id, name }: Rollouts['editors'][number]) => {
    const rollout = rolloutOf(id)
    return words.editorWith(name, rollout ? words.states[rollout.state] : words.noPlan)
  }
  const rollout = rolloutOf(chosen.id)
  const keep = (next: Rollout) =>
    answer.set((before) => ({ ...before, rollouts: [...before.rollouts.filter(({ editor }) => editor !== next.editor), next] }))
  return (
    <div className={styles.all}>
      <Field label={words.editor} className={styles.editor}>
        <Dropdown
          className={styles.dropdown}
          value={labelOf(chosen)}
          selectedOptions={[chosen.id]}
          onOptionSelect={(_, { optionValue }) => optionValue && setParams({ [EDITOR]: optionValue }, { replace: true })}
        >
          {all.editors.map((editor) => (
            <Option key={editor.id} value={editor.id} text={labelOf(editor)}>
              {labelOf(editor)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <EditorRollOut key={chosen.id} editor={chosen} rollout={rollout} tree={tree} onChange={keep} onStale={answer.again} />
    </div>
  )
}
