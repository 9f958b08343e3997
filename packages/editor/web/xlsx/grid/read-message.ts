import type { Cells, OpenedWorkbook } from './read-workbook.ts'

/** What a worker tells that reads a file: its cells piece by piece, then everything else. */
export type ReadMessage<More> =
  | { cells: Cells; sheet: string }
  | { progress: number }
  | ({ opened: OpenedWorkbook } & More)
  | { problem: string }
