import { SearchBox } from '@fluentui/react-components'
import { words } from '../../../words.ts'
import styles from './parts.module.css'

interface Props {
  /** what the box is called, and says while empty */
  label: string
  value: string
  onChange(value: string): void
}

/** Narrows a long list to what contains the typed words. */
export function ListSearch({ label, value, onChange }: Props) {
  return (
    <SearchBox
      aria-label={label}
      placeholder={label}
      dismiss={{ 'aria-label': words.search.clear }}
      className={styles.search}
      value={value}
      maxLength={200}
      onChange={(_, data) => onChange(data.value)}
    />
  )
}
