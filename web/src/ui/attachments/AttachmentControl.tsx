import { CameraOutlined, DeleteOutlined, PaperClipOutlined, RedoOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { type DragEvent, useContext, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attachmentAddress, uploadAddress } from '../../api/attachments';
import { useMe } from '../../api/session';
import type { Attachment, Input } from '../../api/types';
import { problemOf } from '../RefusalNotice';
import { attachmentsIn, kindsOf, nameOfPasted, sizeText } from './files';
import { RecordOfForm, useReportPending } from './pending';
import { Thumbnail } from './Thumbnail';
import { ownPicture, useUploads, type Waiting } from './useUploads';
import './attachments.css';

type AttachmentControlProps = {
  id: string;
  input: Input;
  value: unknown;
  onChange: (value: unknown) => void;
  invalid?: boolean;
};

const hasFiles = (event: { dataTransfer: DataTransfer | null }) =>
  event.dataTransfer?.types.includes('Files') ?? false;

/** What is pasted goes to the control that has the focus, else to the first of the form. */
function usePaste(place: { current: HTMLElement | null }, onFiles: (files: File[]) => void) {
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    const handlePaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      const target = event.target instanceof Element ? event.target : document.body;
      const owner = target.closest('.attach') ?? document.querySelector('.attach');
      if (files.length === 0 || owner !== place.current) return;
      event.preventDefault();
      const named = files.map(
        (file) => new File([file], nameOfPasted(file.name, new Date()), { type: file.type }),
      );
      latest.current(named);
    };
    // A file that is dropped beside the control must not replace the page.
    const keepPage = (event: globalThis.DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    document.addEventListener('paste', handlePaste);
    document.addEventListener('dragover', keepPage);
    document.addEventListener('drop', keepPage);
    return () => {
      document.removeEventListener('paste', handlePaste);
      document.removeEventListener('dragover', keepPage);
      document.removeEventListener('drop', keepPage);
    };
  }, [place]);
}

function useLimitsInWords(input: Input, bytes: number | undefined): string {
  const { t } = useTranslation();
  const kinds = kindsOf(input.accept ?? []).map((kind) => t(`attachment.kind.${kind}`));
  const parts = [kinds.join(t('list.comma'))];
  if (bytes !== undefined) parts.push(t('attachment.limit_size', { size: sizeText(bytes) }));
  if (input.max_count !== undefined) {
    parts.push(t('attachment.limit_count', { number: input.max_count }));
  }
  return parts.filter(Boolean).join(t('attachment.semicolon'));
}

/** A file that is on its way, or was not taken and why. */
function WaitingCard({
  one,
  onDrop,
  onRetry,
}: {
  one: Waiting;
  onDrop: () => void;
  onRetry: () => void;
}) {
  const { t } = useTranslation();
  const { fault, error, file } = one;
  const problem = error ? problemOf(error) : undefined;
  const isOffline = problem?.code === 'OFFLINE' || problem?.code === 'UNAVAILABLE';
  let reason = problem && (problem.title || t('problem.OFFLINE'));
  if (problem?.code === 'UNAVAILABLE') reason = t('problem.UNAVAILABLE');
  if (fault?.code === 'too_large') {
    reason = t('attachment.too_large', { size: sizeText(file.size), limit: sizeText(fault.limit) });
  } else if (fault) reason = t(`attachment.${fault.code}`);
  return (
    <li className={reason ? 'attach-card attach-card-failed' : 'attach-card'}>
      <span className="attach-file">
        <span className="attach-name">{file.name}</span>
        {reason ? (
          <span role="alert">
            <span className="attach-reason">{reason}</span>
            {problem?.help && !isOffline && <span className="faint"> {problem.help}</span>}
          </span>
        ) : (
          <Progress
            percent={Math.round(one.share * 100)}
            size="small"
            aria-label={t('attachment.uploading', { name: file.name })}
          />
        )}
      </span>
      {isOffline && (
        <Button
          type="text"
          icon={<RedoOutlined />}
          aria-label={t('attachment.retry', { name: file.name })}
          onClick={onRetry}
        />
      )}
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('attachment.remove', { name: file.name })}
        onClick={onDrop}
      />
    </li>
  );
}

/** What stands in the record already is served from there, the rest as this person's upload. */
function useAddress(input: Input) {
  const record = useContext(RecordOfForm);
  const known = new Set(attachmentsIn(input.default).map((one) => one.hash));
  return ({ hash }: Attachment) =>
    ownPicture(hash) ??
    (record && known.has(hash) ? attachmentAddress(record, hash) : uploadAddress(hash));
}

/** 附件. Takes files by button, drop, paste and camera; each is sent at once and named in the form. */
export function AttachmentControl({ id, input, value, onChange, invalid }: AttachmentControlProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isTooMany, setTooMany] = useState(false);
  const most = useMe().data?.attachment_bytes_max;
  const bytes = Math.min(input.max_bytes ?? Number.POSITIVE_INFINITY, most ?? input.max_bytes ?? 0);
  const limit = bytes > 0 && Number.isFinite(bytes) ? bytes : undefined;
  const isList = input.type !== 'attachment';
  const count = isList ? input.max_count : 1;
  const given = attachmentsIn(value);
  const latest = useRef(given);
  latest.current = given;
  const put = (next: Attachment[]) => {
    latest.current = next;
    if (next.length === 0) onChange(undefined);
    else onChange(isList ? next : next[0]);
  };
  const uploads = useUploads({ accept: input.accept, bytes: limit }, (attachment) => {
    const others = latest.current.filter((one) => one.hash !== attachment.hash);
    put(isList ? [...others, attachment] : [attachment]);
  });
  useReportPending(uploads.isMoving);
  const moving = uploads.waiting.filter((one) => !one.error && !one.fault).length;
  const room =
    count === undefined
      ? Number.POSITIVE_INFINITY
      : isList
        ? Math.max(0, count - given.length - moving)
        : 1 - moving;
  const take = (files: File[]) => {
    setTooMany(files.length > room);
    uploads.add(files.slice(0, room));
  };
  usePaste(place, take);
  const addressOf = useAddress(input);
  const words = useLimitsInWords(input, limit);
  const handlePicked = (picked: HTMLInputElement) => {
    take([...(picked.files ?? [])]);
    picked.value = '';
  };
  const handleDrop = (event: DragEvent) => {
    setOver(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  };
  const takesPictures = kindsOf(input.accept ?? []).includes('image');
  const state = isOver ? ' attach-over' : invalid ? ' attach-invalid' : '';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition to the buttons
    <div
      ref={place}
      className={`attach${state}`}
      onDragOver={(event) => hasFiles(event) && setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={handleDrop}
    >
      {given.length + uploads.waiting.length > 0 && (
        <ul className="attach-cards">
          {given.map((one) => (
            <li className="attach-card" key={one.hash}>
              <Thumbnail attachment={one} address={addressOf(one)} />
              <span className="attach-file">
                <span className="attach-name">{one.name}</span>
                <span className="faint number">{sizeText(one.bytes)}</span>
              </span>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('attachment.remove', { name: one.name })}
                onClick={() => put(given.filter((other) => other.hash !== one.hash))}
              />
            </li>
          ))}
          {uploads.waiting.map((one) => (
            <WaitingCard
              key={one.id}
              one={one}
              onDrop={() => uploads.drop(one.id)}
              onRetry={() => uploads.retry(one.id)}
            />
          ))}
        </ul>
      )}
      <div className="attach-add">
        <Button
          icon={<PaperClipOutlined />}
          disabled={room === 0}
          onClick={() => picker.current?.click()}
        >
          {t('attachment.choose')}
        </Button>
        {takesPictures && (
          <Button
            className="attach-camera"
            icon={<CameraOutlined />}
            disabled={room === 0}
            onClick={() => camera.current?.click()}
          >
            {t('attachment.camera')}
          </Button>
        )}
        <span className="faint attach-hint">
          <span className="attach-drop">{t('attachment.drop')}</span> {words}
        </span>
      </div>
      {isTooMany && (
        <p className="attach-reason" role="alert">
          {t('attachment.too_many', { number: count })}
        </p>
      )}
      <input
        ref={picker}
        id={id}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={input.title}
        multiple={isList}
        accept={input.accept?.join(',')}
        onChange={(event) => handlePicked(event.currentTarget)}
      />
      {takesPictures && (
        <input
          ref={camera}
          type="file"
          className="unseen"
          tabIndex={-1}
          aria-label={t('attachment.camera')}
          accept="image/*"
          capture="environment"
          onChange={(event) => handlePicked(event.currentTarget)}
        />
      )}
    </div>
  );
}
