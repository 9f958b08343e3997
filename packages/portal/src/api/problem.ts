import type { ErrorCode, Problem } from '@moorage/api'
import { words } from '../words.ts'

/** What went wrong, in words: the server's problem+json, or `UNREACHABLE` when no answer came at all. */
export class ApiProblem extends Error {
  readonly code: ErrorCode | 'UNREACHABLE'
  readonly status: number
  readonly title: string
  readonly detail: string | undefined
  readonly data: Record<string, unknown>
  readonly requestId: string | undefined

  constructor(problem: Partial<Omit<Problem, 'code' | 'title'>> & { code: ErrorCode | 'UNREACHABLE'; title: string }) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiProblem'
    this.code = problem.code
    this.status = problem.status ?? 0
    this.title = problem.title
    this.detail = problem.detail
    this.data = problem.data ?? {}
    this.requestId = problem.requestId
  }

  /** One or two sentences for people; the request id only where nothing better can be said. */
  get sentence(): string {
    const said = this.detail ?? this.title
    return this.code === 'UNEXPECTED' && this.requestId ? `${said} ${words.problems.reference(this.requestId)}` : said
  }
}

/** Reads a problem out of an answer's body; anything that is not problem+json becomes UNEXPECTED. */
export function problemFrom(status: number, body: string): ApiProblem {
  try {
    const problem = JSON.parse(body) as Partial<Problem>
    if (problem.code && problem.title) return new ApiProblem({ ...problem, code: problem.code, title: problem.title, status })
  } catch {
    // a proxy answered with a page of its own
  }
  return new ApiProblem({ code: 'UNEXPECTED', status, title: words.problems.unexpected })
}

export const unreachable = () => new ApiProblem({ code: 'UNREACHABLE', title: words.problems.unreachable })

/** Whatever was thrown, as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem({ code: 'UNEXPECTED', title: words.problems.unexpected })
}
