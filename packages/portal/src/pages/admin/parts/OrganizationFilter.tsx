import { Field } from '@fluentui/react-components'
import { adminWords } from '../../../words-admin.ts'
import { useOrganizations } from '../scope.tsx'
import { OrganizationPicker } from './OrganizationPicker.tsx'

interface Props {
  /** none: the highest */
  id: string | undefined
  onChoose(id: string): void
}

/** Which organization a list is about, where there is more than one. */
export function OrganizationFilter({ id, onChoose }: Props) {
  const { data: tree } = useOrganizations()
  if (!tree || tree.all.length < 2) return null
  return (
    <Field label={adminWords.organization}>
      <OrganizationPicker tree={tree} chosenId={id ?? tree.root?.id} onChoose={onChoose} labelled />
    </Field>
  )
}
