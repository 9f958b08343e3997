export { htmlReport } from './html-report.ts'
export { type PlainEvent, type PlainExchange, type PlainResult, plainEvent, type Report, type ReportGroup, reportOf } from './plain.ts'
