import type { MenuConfig } from '@univerjs/preset-sheets-core'

/** What the grid would offer and no file could keep, or what belongs to the shell. */
export const HIDDEN_MENUS: MenuConfig = {}
