import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProblemError, queryString, request, setSignedOutHandler } from './client';

const answer = (status: number, body: unknown, type = 'application/problem+json') =>
  vi.stubGlobal(
    'fetch',
    vi.fn(
      async () => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } }),
    ),
  );

afterEach(() => vi.unstubAllGlobals());

describe('the door to the server', () => {
  it('leaves empty filters out of the address', () =>
    expect(queryString({ q: 'a b', site: '', open: undefined, limit: 50 })).toBe(
      '?q=a+b&limit=50',
    ));

  it('marks writes, so that no foreign page can send them', async () => {
    answer(200, {}, 'application/json');
    await request('POST', '/notices/read', { body: {}, version: 7, idempotencyKey: 'k' });
    const init = vi.mocked(fetch).mock.calls[0]?.[1];
    const headers = new Headers(init?.headers);
    expect(headers.get('X-Guiju')).toBe('1');
    expect(headers.get('If-Match')).toBe('"7"');
    expect(headers.get('Idempotency-Key')).toBe('k');
  });

  it('throws the problem that the server states', async () => {
    answer(422, { code: 'CLASS_REQUIRED', title: 't', status: 422 });
    const error = await request('GET', '/x').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).problem.code).toBe('CLASS_REQUIRED');
  });

  it('says so when the session has ended, but not for a wrong password', async () => {
    const signedOut = vi.fn();
    setSignedOutHandler(signedOut);
    answer(401, { code: 'UNAUTHENTICATED' });
    await request('GET', '/desk').catch(() => undefined);
    expect(signedOut).toHaveBeenCalledOnce();
    await request('POST', '/session', { body: {} }).catch(() => undefined);
    expect(signedOut).toHaveBeenCalledOnce();
  });

  it('tells an unreachable server from a refusal', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('failed to fetch');
    });
    const error = await request('GET', '/x').catch((thrown: unknown) => thrown);
    expect((error as ProblemError).problem.code).toBe('OFFLINE');
  });
});
