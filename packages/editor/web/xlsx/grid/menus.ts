import type { MenuConfig } from '@univerjs/preset-sheets-core'

/** What the grid would offer and no file could keep. Each is refused with a reason too, when a shortcut asks for it. */
const HIDDEN = [
  'sheet.menu.data-validation',
  'sheet.operation.open.conditional.formatting.panel',
  'sheet.operation.add-note-popup',
  'sheet.command.delete-note',
  'sheet.command.toggle-note-popup',
  'sheet.command.add-range-protection-from-toolbar',
  'sheet.contextMenu.permission',
  'sheet.command.add-range-protection-from-context-menu',
  'sheet.command.set-range-protection-from-context-menu',
  'sheet.command.delete-range-protection-from-context-menu',
  'sheet.command.view-sheet-permission-from-context-menu',
  'sheet.command.add-range-protection-from-sheet-bar',
  'sheet.command.delete-worksheet-protection-from-sheet-bar',
  'sheet.command.change-sheet-protection-from-sheet-bar',
  'sheet.command.view-sheet-permission-from-sheet-bar',
  'sheet.command.copy-sheet',
  'sheet.command.set-tab-color',
  'sheet.command.insert-range-move-right-confirm',
  'sheet.command.insert-range-move-down-confirm',
  'sheet.command.delete-range-move-left-confirm',
  'sheet.command.delete-range-move-up-confirm',
  'sheet.command.toggle-gridlines',
  'base-ui.operation.toggle-shortcut-panel',
]
export const HIDDEN_MENUS: MenuConfig = Object.fromEntries(HIDDEN.map((id) => [id, { hidden: true }]))
