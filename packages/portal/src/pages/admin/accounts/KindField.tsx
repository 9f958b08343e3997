import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import type { AccountKind } from '@moorage/api'
import { useSession } from '../../../api/session.tsx'
import { adminWords } from '../../../words-admin.ts'

const words = adminWords.accounts
const KINDS = ['standard', 'guest', 'organization-administrator', 'system-administrator'] as const

interface Props {
  kind: AccountKind
  onChange(kind: AccountKind): void
  /** why it can't be changed */
  fixed?: string
}

/** What somebody may; only system administrators make others. */
export function KindField({ kind, onChange, fixed }: Props) {
  const { me } = useSession()
  const offered = KINDS.filter((one) => one !== 'system-administrator' || me.administers === 'everything' || kind === one)
  return (
    <Field label={words.kind} hint={fixed}>
      <RadioGroup value={kind} disabled={fixed !== undefined} onChange={(_, { value }) => onChange(value as AccountKind)}>
        {offered.map((one) => (
          <Radio
            key={one}
            value={one}
            label={
              <>
                {words.kinds[one]}
                <br />
                <small>{words.kindText[one]}</small>
              </>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  )
}
