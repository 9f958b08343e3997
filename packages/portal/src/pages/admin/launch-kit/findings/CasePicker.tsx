import { Combobox, Option, OptionGroup } from '@fluentui/react-components'
import { useState } from 'react'
import { call } from '../../../../api/call.ts'
import { useAnswer } from '../../parts/answer.ts'

/** More choices than this are narrowed by typing. */
const MOST = 60

/** A group or a case of the validator, found by any part of its name; what Microsoft calls otherwise can be written. */
export function CasePicker({ value, onChange }: { value: string; onChange(value: string): void }) {
  const answer = useAnswer({ key: 'cases', read: (signal) => call('listValidatorCases', { signal }) })
  /** what is chosen already does not narrow the choice */
  const [typing, setTyping] = useState(false)
  const [open, setOpen] = useState(false)
  const sought = typing ? value.trim().toLowerCase() : ''
  let room = MOST
  const groups = (answer.data?.groups ?? []).flatMap(({ name, cases }) => {
    const whole = name.toLowerCase().includes(sought)
    const found = [...new Set([name, ...cases])].filter((one) => whole || one.toLowerCase().includes(sought)).slice(0, Math.max(0, room))
    room -= found.length
    return found.length > 0 ? [{ name, found }] : []
  })
  return (
    <Combobox
      freeform
      inlinePopup
      style={{ inlineSize: '100%', minInlineSize: 0 }}
      listbox={{ style: { maxBlockSize: 260 } }}
      value={value}
      // with one selected, typing would clear it first
      selectedOptions={[]}
      maxLength={200}
      open={open && groups.length > 0}
      onOpenChange={(_, data) => {
        setOpen(data.open)
        if (!data.open) setTyping(false)
      }}
      onChange={(event) => {
        setOpen(true)
        setTyping(true)
        onChange(event.target.value)
      }}
      onOptionSelect={(_, { optionValue }) => {
        setTyping(false)
        onChange(optionValue ?? '')
      }}
    >
      {groups.map(({ name, found }) => (
        <OptionGroup key={name} label={name}>
          {found.map((one) => (
            <Option key={one} value={one} text={one}>
              {one}
            </Option>
          ))}
        </OptionGroup>
      ))}
    </Combobox>
  )
}
