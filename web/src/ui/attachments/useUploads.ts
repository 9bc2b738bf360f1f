import { useEffect, useRef, useState } from 'react';
import { uploadFile } from '../../api/attachments';
import type { Attachment } from '../../api/types';
import { faultOf } from './files';

export type Waiting = {
  id: number;
  file: File;
  /** From 0 to 1. */
  share: number;
  /** What kept it from being attached; absent while it waits or moves. */
  error?: unknown;
  fault?: ReturnType<typeof faultOf>;
};

/** Pictures of this page's own files, by their hash: they need not come back from the server. */
const ownPictures = new Map<string, string>();
export const ownPicture = (hash: string) => ownPictures.get(hash);

type Limits = { accept?: string[]; bytes?: number };

/** Files on their way, one after the other; `onDone` gets each that has arrived. */
export function useUploads(limits: Limits, onDone: (attachment: Attachment) => void) {
  const [waiting, setWaiting] = useState<Waiting[]>([]);
  const last = useRef(0);
  const done = useRef(onDone);
  done.current = onDone;
  const next = waiting.find((one) => !one.error && !one.fault);
  const change = (id: number, part: Partial<Waiting>) =>
    setWaiting((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const drop = (id: number) => setWaiting((all) => all.filter((one) => one.id !== id));

  // biome-ignore lint/correctness/useExhaustiveDependencies: one run for each file that is next
  useEffect(() => {
    if (!next) return;
    const stop = new AbortController();
    const { id, file } = next;
    uploadFile(file, { signal: stop.signal, onProgress: (share) => change(id, { share }) }).then(
      (attachment) => {
        if (attachment.media_type.startsWith('image/') && !ownPictures.has(attachment.hash)) {
          ownPictures.set(attachment.hash, URL.createObjectURL(file));
        }
        drop(id);
        done.current(attachment);
      },
      (error) => {
        if (!stop.signal.aborted) change(id, { error });
      },
    );
    return () => stop.abort();
  }, [next?.id]);

  const add = (files: File[]) => {
    const more = files.map((file) => {
      last.current += 1;
      const fault = faultOf(file, limits.accept, limits.bytes);
      return { id: last.current, file, share: 0, fault };
    });
    setWaiting((all) => [...all, ...more]);
  };
  const retry = (id: number) => change(id, { error: undefined, share: 0 });
  return { waiting, add, drop, retry, isMoving: next !== undefined };
}
