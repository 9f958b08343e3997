import type { Failure } from '../checks/failure.ts'
import type { ProofTrace } from './send.ts'
import type { WireRequest, WireResponse } from './transport.ts'

/** One request of a case and what came of it. */
export interface Exchange {
  phase: 'test' | 'cleanup'
  operation: string
  /** undefined where the case could not say where to send it */
  request: WireRequest | undefined
  /** undefined where there was no answer */
  response: WireResponse | undefined
  durationMs: number
  proof: ProofTrace | undefined
  failures: Failure[]
}

export interface CaseResult {
  name: string
  category: string
  description: string
  documentationLink: string | undefined
  status: 'passed' | 'failed'
  /** the file's own message for this failure, or the operation that failed */
  reason: string | undefined
  exchanges: Exchange[]
  durationMs: number
}

export interface GroupSummary {
  name: string
  passed: number
  failed: number
  skipped: number
  /** why it was skipped */
  reason: string | undefined
}

export interface Summary {
  groups: GroupSummary[]
  passed: number
  failed: number
  skipped: number
  /** WOPI conformance is shown, not assumed: nothing passed is as bad as something failed */
  verdict: 'passed' | 'failed'
  aborted: boolean
}

/** What a run says while it goes on, in order. Every group ends in `group-finished`, skipped ones too. */
export type RunEvent =
  | { type: 'run-started'; groups: { name: string; cases: string[] }[] }
  | { type: 'group-started'; group: string }
  | { type: 'group-skipped'; group: string; reason: string; prerequisite: CaseResult | undefined }
  | { type: 'case-started'; group: string; name: string }
  | { type: 'case-finished'; group: string; result: CaseResult }
  | { type: 'group-finished'; group: string; summary: GroupSummary }
  | { type: 'run-finished'; summary: Summary }
