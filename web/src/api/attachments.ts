import { pathOfId } from './cases';
import { failed, ProblemError, problemOfText, requestHeaders } from './client';
import type { Attachment } from './types';

/** Where a file is served from that stands in a record. */
export const attachmentAddress = (record: string, hash: string) =>
  `/api/v1/cases/${pathOfId(record)}/attachments/${hash}`;

/** Where one is served from that this person has uploaded and not yet used. */
export const uploadAddress = (hash: string) => `/api/v1/attachments/${hash}`;

type UploadOptions = { onProgress?: (share: number) => void; signal?: AbortSignal };

/** Not with `fetch`, which does not say how much has gone. */
export function uploadFile(file: File, { onProgress, signal }: UploadOptions): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open('POST', `/api/v1/attachments?name=${encodeURIComponent(file.name)}`);
    for (const [name, value] of requestHeaders('POST')) sending.setRequestHeader(name, value);
    sending.setRequestHeader('Content-Type', 'application/octet-stream');
    sending.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    sending.onload = () => {
      if (sending.status === 201) {
        resolve(JSON.parse(sending.responseText) as Attachment);
        return;
      }
      const type = sending.getResponseHeader('Content-Type') ?? '';
      reject(
        failed(problemOfText(sending.status, type.includes('json') ? sending.responseText : '{}')),
      );
    };
    sending.onerror = () =>
      reject(new ProblemError({ type: 'about:blank', title: '', status: 0, code: 'OFFLINE' }));
    sending.onabort = () => reject(new DOMException('', 'AbortError'));
    signal?.addEventListener('abort', () => sending.abort(), { once: true });
    sending.send(file);
  });
}
