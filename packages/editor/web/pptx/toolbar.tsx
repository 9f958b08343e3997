import {
  Button,
  FluentProvider,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Toolbar,
  ToolbarButton,
  ToolbarDivider,
  Tooltip,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components'
import {
  Add20Regular,
  ArrowDown16Regular,
  ArrowRedo20Regular,
  ArrowUndo20Regular,
  ArrowUp16Regular,
  ChevronDown16Regular,
  Copy20Regular,
  Delete20Regular,
  Eye20Regular,
  EyeOff20Regular,
  TextBold20Regular,
  TextItalic20Regular,
  TextUnderline20Regular,
} from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import { useDark } from '../shell/media.ts'
import type { Layout } from './layouts.ts'
import type { Mark } from './run-properties.ts'
import { words } from './words.ts'

export interface ToolbarState {
  index: number
  count: number
  hidden: boolean
  layouts: readonly Layout[]
  canUndo: boolean
  canRedo: boolean
  /** what the selected words are; undefined while none are selected */
  marks: Record<Mark, boolean> | undefined
  /** where the menu of a slide in the list is open, in the window */
  menu: { x: number; y: number } | undefined
}

export interface ToolbarCommands {
  undo(): void
  redo(): void
  mark(mark: Mark): void
  add(layout: string | undefined): void
  duplicate(): void
  remove(): void
  move(by: number): void
  hide(hidden: boolean): void
  closeMenu(): void
}

interface CommandProps {
  label: string
  icon: ReactElement
  /** why it is off */
  off: string | undefined
  pressed?: boolean | undefined
  run(): void
}

/** The reason is part of the name: a command that is off can still be reached, and says why. */
function Command({ label, icon, off, pressed, run }: CommandProps) {
  const text = off ? `${label} (${off})` : label
  return (
    <Tooltip content={text} relationship="label">
      <ToolbarButton
        appearance="subtle"
        icon={icon}
        disabledFocusable={off !== undefined}
        aria-pressed={pressed}
        className={pressed ? 'moorage-pptx-pressed' : undefined}
        // the text keeps its selection
        onMouseDown={(event) => event.preventDefault()}
        onClick={run}
      />
    </Tooltip>
  )
}

const ICONS: Record<Mark, ReactElement> = {
  bold: <TextBold20Regular />,
  italic: <TextItalic20Regular />,
  underline: <TextUnderline20Regular />,
}

export function SlideToolbar({ state, commands }: { state: ToolbarState; commands: ToolbarCommands }) {
  const { index, count, hidden, layouts, marks, menu } = state
  const { because } = words
  const none = count === 0 ? because.noSlide : undefined
  const noLayout = layouts.length ? undefined : because.noLayout
  const first = none ?? (index === 0 ? because.first : undefined)
  const last = none ?? (index === count - 1 ? because.last : undefined)
  const items = [
    { label: words.duplicate, off: none, run: commands.duplicate },
    { label: words.remove, off: none, run: commands.remove },
    { label: words.up, off: first, run: () => commands.move(-1) },
    { label: words.down, off: last, run: () => commands.move(1) },
    { label: hidden ? words.unhide : words.hide, off: none, run: () => commands.hide(!hidden) },
  ]
  return (
    <FluentProvider theme={useDark() ? webDarkTheme : webLightTheme} className="moorage-pptx-provider">
      <Toolbar aria-label={words.tools} size="small" className="moorage-pptx-tools">
        <Button
          size="small"
          appearance="primary"
          icon={<Add20Regular />}
          disabledFocusable={noLayout !== undefined}
          title={noLayout}
          onClick={() => commands.add(undefined)}
        >
          {words.newSlide}
        </Button>
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Tooltip content={noLayout ? `${words.newSlideFrom} (${noLayout})` : words.newSlideFrom} relationship="label">
              <ToolbarButton icon={<ChevronDown16Regular />} disabledFocusable={noLayout !== undefined} />
            </Tooltip>
          </MenuTrigger>
          <MenuPopover className="moorage-pptx-layouts">
            <MenuList>
              {layouts.map(({ part, name }) => (
                <MenuItem key={part} onClick={() => commands.add(part)}>
                  {name}
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
        <Command label={words.duplicate} icon={<Copy20Regular />} off={none} run={commands.duplicate} />
        <Command label={words.remove} icon={<Delete20Regular />} off={none} run={commands.remove} />
        <Command label={words.up} icon={<ArrowUp16Regular />} off={first} run={() => commands.move(-1)} />
        <Command label={words.down} icon={<ArrowDown16Regular />} off={last} run={() => commands.move(1)} />
        <Command
          label={hidden ? words.unhide : words.hide}
          icon={hidden ? <Eye20Regular /> : <EyeOff20Regular />}
          off={none}
          run={() => commands.hide(!hidden)}
        />
        <ToolbarDivider />
        <Command label={words.undo} icon={<ArrowUndo20Regular />} off={state.canUndo ? undefined : because.noUndo} run={commands.undo} />
        <Command label={words.redo} icon={<ArrowRedo20Regular />} off={state.canRedo ? undefined : because.noRedo} run={commands.redo} />
        <ToolbarDivider />
        {(['bold', 'italic', 'underline'] as const).map((mark) => (
          <Command
            key={mark}
            label={words[mark]}
            icon={ICONS[mark]}
            off={marks ? undefined : because.noText}
            pressed={marks?.[mark] ?? false}
            run={() => commands.mark(mark)}
          />
        ))}
        <span className="moorage-pptx-place">{words.place(index + 1, count)}</span>
      </Toolbar>
      <Menu
        open={menu !== undefined}
        onOpenChange={(_event, { open }) => {
          if (!open) commands.closeMenu()
        }}
        positioning={{
          target: menu && { getBoundingClientRect: () => new DOMRect(menu.x, menu.y, 0, 0) },
          position: 'below',
          align: 'start',
        }}
      >
        <MenuPopover>
          <MenuList>
            {items.map(({ label, off, run }) => (
              <MenuItem key={label} disabled={off !== undefined} title={off} onClick={run}>
                {label}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </FluentProvider>
  )
}
