export type { Failure } from './checks/failure.ts'
export { bodyText } from './report/body-text.ts'
export { htmlReport } from './report/html-report.ts'
export { jsonReport } from './report/json-report.ts'
export {
  type PlainEvent,
  type PlainExchange,
  type PlainResult,
  plainEvent,
  type Report,
  type ReportGroup,
  reportOf,
} from './report/plain.ts'
export { redact } from './report/redact.ts'
export { eventText, summaryText } from './report/text-report.ts'
export type { CaseResult, Exchange, GroupSummary, RunEvent, Summary } from './run/events.ts'
export { type RunOptions, runSuite } from './run/run-suite.ts'
export { type Category, type Selection, selectGroups } from './run/select.ts'
export type { ProofTrace } from './run/send.ts'
export type { ReadFixture, Signer, Transport, WireRequest, WireResponse } from './run/transport.ts'
export { caseCount, mergeSuites } from './suite/merge.ts'
export type { TestCase, TestGroup, TestRequest, TestSuite } from './suite/model.ts'
export { readSuite } from './suite/read-suite.ts'
export { TestFileError } from './suite/xml.ts'
export { type Chunk, chunksOf, toChunk } from './transfer/chunks.ts'
export { decodeFrames, encodeFrames, type Frame, FrameError } from './transfer/frames.ts'
export { spookyHash128 } from './transfer/spooky-hash.ts'
