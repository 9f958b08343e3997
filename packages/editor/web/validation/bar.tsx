import {
  Button,
  Menu,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Select,
  ToggleButton,
  Tooltip,
} from '@fluentui/react-components'
import {
  ArrowDownload20Regular,
  ArrowLeft20Regular,
  Filter20Regular,
  MoreHorizontal20Regular,
  Play20Regular,
  Print20Regular,
  Stop20Regular,
} from '@fluentui/react-icons'
import { useMedia } from '../shell/media.ts'
import { RehearsalMark } from '../shell/rehearsal-mark.tsx'
import type { Catalogue } from './run-state.ts'
import { words } from './words.ts'

interface BarProps {
  file: string
  folder: string | undefined
  catalogues: Catalogue[]
  chosen: Catalogue | undefined
  running: boolean
  stopping: boolean
  hasResults: boolean
  onlyFailed: boolean
  withDelays: boolean
  /** as which client the host sees us; undefined where it cannot be chosen */
  profile: string | undefined
  /** we are in Microsoft 365's place */
  rehearsal: boolean
  onProfile(profile: string): void
  onClose: (() => void) | undefined
  onChoose(id: string): void
  onRun(): void
  onStop(): void
  onOnlyFailed(only: boolean): void
  onWithDelays(include: boolean): void
  onKeep(form: 'html' | 'json'): void
}

/** Where the file lies, which cases, and what can be done with them. */
export function Bar(props: BarProps) {
  const { file, folder, catalogues, chosen, running, stopping, hasResults, onlyFailed, withDelays, onClose } = props
  const narrow = useMedia('(max-width: 640px)')
  return (
    <header className="bar">
      {onClose ? (
        <Tooltip content={words.back(folder)} relationship="label">
          <Button appearance="subtle" icon={<ArrowLeft20Regular />} onClick={onClose}>
            {narrow ? undefined : folder}
          </Button>
        </Tooltip>
      ) : null}
      <div className="names">
        <h1>{file || words.title}</h1>
        {narrow ? null : <span className="soft">{words.title}</span>}
      </div>
      {props.rehearsal ? <RehearsalMark /> : null}
      <Select
        className="set"
        aria-label={words.cases}
        value={chosen?.id ?? ''}
        disabled={running}
        onChange={(_, { value }) => props.onChoose(value)}
      >
        {catalogues.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      {props.profile ? (
        <Select
          className="set"
          aria-label={words.profile}
          value={props.profile}
          disabled={running}
          onChange={(_, { value }) => props.onProfile(value)}
        >
          {Object.entries(words.profiles).map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      ) : null}
      <Tooltip content={words.onlyFailed} relationship="label">
        <ToggleButton appearance="subtle" icon={<Filter20Regular />} checked={onlyFailed} onClick={() => props.onOnlyFailed(!onlyFailed)}>
          {narrow ? undefined : words.onlyFailed}
        </ToggleButton>
      </Tooltip>
      {running ? (
        <Button icon={<Stop20Regular />} disabledFocusable={stopping} onClick={props.onStop}>
          {stopping ? words.stopping : words.stop}
        </Button>
      ) : (
        <Button appearance="primary" icon={<Play20Regular />} disabled={!chosen} onClick={props.onRun}>
          {words.runAll}
        </Button>
      )}
      <Menu
        checkedValues={{ more: withDelays ? ['delays'] : [] }}
        onCheckedValueChange={(_, { checkedItems }) => props.onWithDelays(checkedItems.includes('delays'))}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontal20Regular />} aria-label={words.report} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<Print20Regular />} disabled={!hasResults} onClick={() => window.print()}>
              {words.print}
            </MenuItem>
            <MenuItem icon={<ArrowDownload20Regular />} disabled={!hasResults} onClick={() => props.onKeep('html')}>
              {words.keepPage}
            </MenuItem>
            <MenuItem icon={<ArrowDownload20Regular />} disabled={!hasResults} onClick={() => props.onKeep('json')}>
              {words.keepJson}
            </MenuItem>
            <MenuItemCheckbox name="more" value="delays" disabled={running}>
              {words.delays}
            </MenuItemCheckbox>
          </MenuList>
        </MenuPopover>
      </Menu>
    </header>
  )
}
