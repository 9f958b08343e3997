import { runExaminer } from './storage/db/examine.ts'

runExaminer()
