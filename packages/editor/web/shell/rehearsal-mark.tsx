import { Badge, Tooltip } from '@fluentui/react-components'
import { words } from './words.ts'

/** That this is not Microsoft 365, which it stands in for. */
export const RehearsalMark = () => (
  <Tooltip content={words.rehearsalText} relationship="description">
    <Badge appearance="tint" color="warning" size="large" tabIndex={0}>
      {words.rehearsal}
    </Badge>
  </Tooltip>
)
