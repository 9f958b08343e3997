import { Combobox, Field, Option } from '@fluentui/react-components'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { adminWords } from '../../../words-admin.ts'
import { wordsRollOut } from '../../../words-roll-out.ts'
import { useAnswer } from '../parts/answer.ts'
import parts from '../parts/parts.module.css'
import type { Tree } from '../tree.ts'

const words = wordsRollOut.stage
/** more are not drawn at once: typing finds them */
const OFFERED = 100

interface Props {
  tree: Tree
  leaveOut: string[]
  onPick(id: string, name: string): void
}

/** A Team Share of whichever organization; the field empties for the next one. */
export function TeamSharePicker({ tree, leaveOut, onPick }: Props) {
  const organizationId = tree.root?.id ?? ''
  const answer = useAnswer({
    key: organizationId,
    read: (signal) => call('listTeamShares', { params: { organizationId }, query: { below: true }, signal }),
  })
  const [typed, setTyped] = useState('')
  const q = typed.trim().toLocaleLowerCase()
  const all = answer.data?.teamShares.filter(({ id }) => !leaveOut.includes(id)) ?? []
  const found = all.filter(({ name }) => name.toLocaleLowerCase().includes(q)).slice(0, OFFERED)
  return (
    <Field label={words.addShare}>
      <Combobox
        freeform
        className={parts.picker}
        style={{ inlineSize: '100%' }}
        value={typed}
        selectedOptions={[]}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped('')}
        onOptionSelect={(_, { optionValue }) => {
          setTyped('')
          const picked = all.find(({ id }) => id === optionValue)
          if (picked) onPick(picked.id, picked.name)
        }}
      >
        {found.map(({ id, name, organization }) => (
          <Option key={id} value={id} text={name}>
            <span className={parts.lines}>
              <span>{name}</span>
              <small>{organization.name}</small>
            </span>
          </Option>
        ))}
        {found.length === 0 && (
          <Option disabled text="">
            {answer.problem?.sentence ?? (q ? adminWords.noMatch : words.noShares)}
          </Option>
        )}
      </Combobox>
    </Field>
  )
}
