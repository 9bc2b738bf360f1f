import type { Attachment } from '../../api/types';

export const isAttachmentType = (type: string) =>
  type === 'attachment' || type === 'list of attachment';

/** The attachments in a value of a field, one or a list. */
export function attachmentsIn(value: unknown): Attachment[] {
  if (Array.isArray(value)) return value as Attachment[];
  return value ? [value as Attachment] : [];
}

/** `820 KB`, `3.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  const mega = bytes / (1024 * 1024);
  return `${Number.isInteger(mega) ? mega : mega.toFixed(1)} MB`;
}

export type FileKind = 'image' | 'pdf' | 'office' | 'text' | 'audio' | 'video' | 'archive';

/** The kind of a media type, in the words of the pack language. */
export function kindOf(mediaType: string): FileKind {
  const [family = ''] = mediaType.split('/');
  if (family === 'image' || family === 'text' || family === 'audio' || family === 'video') {
    return family;
  }
  if (mediaType === 'application/pdf') return 'pdf';
  return mediaType === 'application/zip' ? 'archive' : 'office';
}

/** The kinds that a control takes, each once, in its order. */
export function kindsOf(accept: string[]): FileKind[] {
  return [...new Set(accept.filter((one) => !one.startsWith('.')).map(kindOf))];
}

export const extensionOf = (name: string) => {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot).toLowerCase();
};

export type Fault =
  | { code: 'too_large'; limit: number }
  | { code: 'wrong_type' }
  | { code: 'empty' };

/** What is wrong with a file before it is sent; the server looks again. */
export function faultOf(
  file: { name: string; size: number },
  accept: string[] | undefined,
  limit: number | undefined,
): Fault | undefined {
  if (accept && !accept.includes(extensionOf(file.name))) return { code: 'wrong_type' };
  if (limit !== undefined && file.size > limit) return { code: 'too_large', limit };
  if (file.size === 0) return { code: 'empty' };
  return undefined;
}

/** A picture from the clipboard is always called `image.png`: several would look like one. */
export function nameOfPasted(name: string, now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return name.replace(/^image(\.\w+)$/, `${date}-${time}$1`);
}
