import { syncServerTime } from './clock';
import type { Notice } from './types';

/**
 * One event stream for all tabs of this origin: the tab that holds the Web Lock opens it and relays on
 * a BroadcastChannel, because a browser allows six connections a host over HTTP/1.1. Where a browser
 * lacks either, each tab opens its own.
 */
export type ServerEvent =
  | { kind: 'changed'; id: string; pack: string; type: string; site?: string; version: number }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'clock'; now: string };

type Listener = (event: ServerEvent) => void;
const listeners = new Set<Listener>();
let stop: (() => void) | undefined;

function deliver(event: ServerEvent) {
  if (event.kind === 'clock') syncServerTime(event.now);
  for (const listener of listeners) listener(event);
}

export function parseEvent(kind: string, data: string): ServerEvent | undefined {
  try {
    const body = JSON.parse(data) as Record<string, unknown>;
    if (kind === 'changed')
      return { kind, ...(body as Omit<ServerEvent & { kind: 'changed' }, 'kind'>) };
    if (kind === 'notice') return { kind, notice: body as unknown as Notice };
    if (kind === 'clock') return { kind, now: String(body.now) };
  } catch (error) {
    // A line that is not JSON tells us nothing; the next poll of the list brings what it meant.
    console.warn('event not understood', kind, error);
  }
  return undefined;
}

function openStream(relay: (kind: string, data: string) => void): () => void {
  const source = new EventSource('/api/v1/events');
  for (const kind of ['changed', 'notice', 'clock']) {
    source.addEventListener(kind, (event) => relay(kind, (event as MessageEvent<string>).data));
  }
  return () => source.close();
}

function start(): () => void {
  const receive = (kind: string, data: string) => {
    const event = parseEvent(kind, data);
    if (event) deliver(event);
  };
  if (!('locks' in navigator) || typeof BroadcastChannel === 'undefined') {
    return openStream(receive);
  }
  const channel = new BroadcastChannel('guiju-events');
  channel.onmessage = (message: MessageEvent<[string, string]>) => receive(...message.data);
  const ended = new AbortController();
  navigator.locks
    .request('guiju-events', { signal: ended.signal }, () => {
      if (ended.signal.aborted) return;
      const close = openStream((kind, data) => {
        receive(kind, data);
        channel.postMessage([kind, data]);
      });
      return new Promise<void>((release) => {
        ended.signal.addEventListener('abort', () => {
          close();
          release();
        });
      });
    })
    .catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    });
  return () => {
    ended.abort();
    channel.close();
  };
}

/** Listens until the returned function is called; the stream closes with its last listener. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  stop ??= start();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      stop?.();
      stop = undefined;
    }
  };
}
