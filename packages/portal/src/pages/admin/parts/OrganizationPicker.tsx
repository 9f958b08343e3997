import { Combobox, Option } from '@fluentui/react-components'
import { useState } from 'react'
import { adminWords } from '../../../words-admin.ts'
import type { Node, Tree } from '../tree.ts'
import styles from './parts.module.css'

interface Props {
  tree: Tree
  chosenId: string | undefined
  onChoose(id: string): void
  /** for a Field around it; absent: it is named "Organization" itself */
  labelled?: boolean
  /** which may be chosen; default every one */
  allowed?(node: Node): boolean
  size?: 'small' | 'medium'
}

/** more are not drawn at once: typing finds them */
const OFFERED = 100

/** The tree of organizations to choose one from; typing narrows it down. */
export function OrganizationPicker({ tree, chosenId, onChoose, labelled, allowed, size }: Props) {
  const chosen = chosenId === undefined ? undefined : tree.get(chosenId)
  const [typed, setTyped] = useState<string>()
  const found = typed?.trim() ? tree.search(typed) : tree.all
  const shown = found.slice(0, OFFERED)
  return (
    <Combobox
      {...(labelled ? {} : { 'aria-label': adminWords.organization })}
      size={size}
      className={styles.picker}
      value={typed ?? chosen?.name ?? ''}
      selectedOptions={chosen ? [chosen.id] : []}
      placeholder={adminWords.chooseOrganization}
      onChange={(event) => setTyped(event.target.value)}
      onOpenChange={(_, { open }) => !open && setTyped(undefined)}
      onFocus={(event) => event.target.select()}
      onOptionSelect={(_, { optionValue }) => {
        setTyped(undefined)
        if (optionValue) onChoose(optionValue)
      }}
    >
      {shown.map((node) => (
        <Option key={node.id} value={node.id} text={node.name} disabled={allowed && !allowed(node)}>
          <span style={{ paddingInlineStart: typed ? 0 : node.depth * 18, overflowWrap: 'anywhere' }}>{node.name}</span>
        </Option>
      ))}
      {found.length > shown.length && (
        <Option disabled text="">
          {adminWords.moreOrganizations(found.length - shown.length)}
        </Option>
      )}
      {shown.length === 0 && (
        <Option disabled text="">
          {adminWords.noSuchOrganization}
        </Option>
      )}
    </Combobox>
  )
}
