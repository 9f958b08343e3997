import { runWriter } from './storage/db/writer.ts'
import { transactions } from './transactions.ts'

runWriter(transactions)
