import { activityTransactions } from './activities.ts'
import { askTransactions } from './ask-to-edit.ts'
import { changeTransactions } from './changes.ts'
import { commitContent } from './commit.ts'
import { lockTrialTransactions } from './lock-trial.ts'
import { lockTransactions } from './locks.ts'
import { rescueTransactions } from './rescue.ts'
import { sharingTransactions } from './sharing.ts'
import { createTransactions } from './tree/create.ts'
import { deleteTransactions } from './tree/delete.ts'
import { moveTransactions } from './tree/move.ts'
import { renameTransactions } from './tree/rename.ts'
import { restoreTransactions } from './tree/restore.ts'

/** Everything that changes files. */
export const fileTransactions = {
  commitContent,
  ...activityTransactions,
  ...lockTransactions,
  ...lockTrialTransactions,
  ...rescueTransactions,
  ...sharingTransactions,
  ...askTransactions,
  ...changeTransactions,
  ...createTransactions,
  ...renameTransactions,
  ...moveTransactions,
  ...deleteTransactions,
  ...restoreTransactions,
}
