import type { Problem } from './types';

/** A refusal or an error as the server says it: what, by which article, what may be done instead. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
  }
}

type Query = Record<string, string | number | boolean | undefined | null>;
type RequestOptions = {
  query?: Query;
  body?: unknown;
  idempotencyKey?: string;
  version?: number;
  signal?: AbortSignal;
};

let language = 'zh-Hans';
export function setRequestLanguage(next: string) {
  language = next;
}

/** For what the browser fetches by itself: a page or a file that a link opens. */
export const languageQuery = () => `language=${language}`;

let onSignedOut = () => {};
/** Called when the session has ended, so that the app can show the sign-in page. */
export function setSignedOutHandler(handler: () => void) {
  onSignedOut = handler;
}

export function queryString(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

export function requestHeaders(method: string): Headers {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': language });
  if (method !== 'GET') headers.set('X-Guiju', '1');
  return headers;
}

function headersOf(method: string, options: RequestOptions): Headers {
  const headers = requestHeaders(method);
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
  if (options.version !== undefined) headers.set('If-Match', `"${options.version}"`);
  return headers;
}

export function problemOfText(status: number, json: string, title = String(status)): Problem {
  const fallback: Problem = {
    type: 'about:blank',
    title,
    status,
    code: status >= 500 ? 'UNAVAILABLE' : 'UNKNOWN',
  };
  return { ...fallback, ...(JSON.parse(json) as Partial<Problem>) };
}

async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get('Content-Type') ?? '';
  const json = type.includes('json') ? await response.text() : '{}';
  const problem = problemOfText(response.status, json, response.statusText || undefined);
  return { ...problem, request: response.headers.get('X-Request-Id') ?? undefined };
}

/** The error for an answer; of a session that has ended, the app is told. */
export function failed(problem: Problem): ProblemError {
  if (problem.status === 401) onSignedOut();
  // Nothing else is answered before it is turned on there.
  if (problem.code === 'SECOND_FACTOR_REQUIRED' && window.location.pathname !== '/me') {
    window.location.assign('/me');
  }
  return new ProblemError(problem);
}

/** The one door to the server. Throws ProblemError for every answer that is not a success. */
export async function request<T>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}${queryString(options.query)}`, {
      method,
      headers: headersOf(method, options),
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
      credentials: 'same-origin',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ProblemError({ type: 'about:blank', title: '', status: 0, code: 'OFFLINE' });
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (path === '/session' || path === '/me') throw new ProblemError(problem);
    throw failed(problem);
  }
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) =>
  request<T>('GET', path, { query, signal });
