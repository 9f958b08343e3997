import { Field, Input } from '@fluentui/react-components'
import { adminWords } from '../../../words-admin.ts'

const words = adminWords.organizations
const GIGABYTE = 1024 ** 3

/** What both forms ask for, as it stands in the fields. */
export interface Fields {
  name: string
  hostname: string
  quota: string
}

export const gigabytes = (bytes: number | undefined): string =>
  bytes === undefined ? '' : String(Math.round((bytes / GIGABYTE) * 100) / 100)

/** Bytes; undefined: no quota; NaN: not a number. */
export function quotaOf(text: string): number | undefined {
  const typed = text.trim().replace(',', '.')
  if (!typed) return undefined
  const bytes = Math.round(Number(typed) * GIGABYTE)
  return bytes > 0 ? bytes : Number.NaN
}

const HOSTNAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/

export function wrongIn({ name, hostname, quota }: Fields) {
  return {
    name: name.trim() ? undefined : words.nameMissing,
    hostname: !hostname.trim() || HOSTNAME.test(hostname.trim()) ? undefined : words.hostnameWrong,
    quota: Number.isNaN(quotaOf(quota)) ? words.quotaWrong : undefined,
  }
}

interface Props {
  fields: Fields
  onChange(fields: Fields): void
  /** say what is wrong */
  tried: boolean
}

export function OrganizationFields({ fields, onChange, tried }: Props) {
  const wrong = wrongIn(fields)
  const input = (key: keyof Fields, label: string, hint?: string, required = false) => (
    <Field label={label} hint={hint} required={required} validationMessage={tried ? wrong[key] : undefined}>
      <Input
        value={fields[key]}
        maxLength={key === 'hostname' ? 253 : 100}
        autoComplete="off"
        inputMode={key === 'quota' ? 'decimal' : undefined}
        onChange={(_, { value }) => onChange({ ...fields, [key]: value })}
      />
    </Field>
  )
  return (
    <>
      {input('name', words.name, undefined, true)}
      {input('hostname', words.hostname, words.hostnameHint)}
      {input('quota', words.quota, words.quotaHint)}
    </>
  )
}
