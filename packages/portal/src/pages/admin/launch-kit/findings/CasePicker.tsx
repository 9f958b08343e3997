import { Combobox, Option, OptionGroup } from '@fluentui/react-components'
import { useState } from 'react'
import { call } from '../../../../api/call.ts'
import { useAnswer } from '../../parts/answer.ts'

/** More choices than this are narrowed by typing. */
const MOST = 60

/** A group or a case of the validator, found by any part of its name; what Microsoft calls otherwise can be written. */
export function CasePicker({ value, onChange }: { value: string; onChange(value: string): void }) {
  const answer = useAnswer({ key: 'cases', read: (signal) => call('listValidatorCases', { signal }) })
  const [typed, setTyped] = useState<string>()
  const [open, setOpen] = useState(false)
  const sought = (typed ?? '').trim().toLowerCase()
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
      clearable
      inlinePopup
      style={{ inlineSize: '100%', minInlineSize: 0 }}
      listbox={{ style: { maxBlockSize: 260 } }}
      value={value}
      selectedOptions={value ? [value] : []}
      maxLength={200}
      open={open && groups.length > 0}
      onOpenChange={(_, data) => setOpen(data.open)}
      onChange={(event) => {
        setOpen(true)
        setTyped(event.target.value)
        onChange(event.target.value)
      }}
      onBlur={() => setTyped(undefined)}
      onOptionSelect={(_, { optionValue }) => {
        setTyped(undefined)
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
