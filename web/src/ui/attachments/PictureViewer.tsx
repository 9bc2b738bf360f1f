import { CloseOutlined, ExportOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';

type PictureViewerProps = {
  pictures: { name: string; address: string }[];
  index: number;
  onIndex: (index: number) => void;
  onClose: () => void;
};

/** One picture as large as the window; the arrows go on, Escape goes back. */
export function PictureViewer({ pictures, index, onIndex, onClose }: PictureViewerProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const picture = pictures[index];
  if (!picture) return null;
  const go = (step: number) => onIndex((index + step + pictures.length) % pictures.length);
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') go(-1);
    else if (event.key === 'ArrowRight') go(1);
    else if (event.key === 'Escape') onClose();
    else return;
    // The page below must not go back for the same key.
    event.preventDefault();
    event.stopPropagation();
  };
  return createPortal(
    <dialog
      ref={dialog}
      className="viewer"
      aria-modal="true"
      aria-label={picture.name}
      onClose={onClose}
      onKeyDown={handleKey}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <header className="viewer-head">
        <span className="viewer-name">{picture.name}</span>
        {pictures.length > 1 && (
          <span className="number">
            {t('attachment.place', { number: index + 1, total: pictures.length })}
          </span>
        )}
        <a
          className="viewer-button"
          href={picture.address}
          target="_blank"
          rel="noreferrer"
          aria-label={t('attachment.original')}
          title={t('attachment.original')}
        >
          <ExportOutlined />
        </a>
        <button
          type="button"
          className="plain-button viewer-button"
          aria-label={t('attachment.close')}
          onClick={onClose}
        >
          <CloseOutlined />
        </button>
      </header>
      <img className="viewer-picture" src={picture.address} alt={picture.name} />
      {pictures.length > 1 && (
        <>
          <button
            type="button"
            className="plain-button viewer-button viewer-previous"
            aria-label={t('attachment.previous')}
            onClick={() => go(-1)}
          >
            <LeftOutlined />
          </button>
          <button
            type="button"
            className="plain-button viewer-button viewer-next"
            aria-label={t('attachment.next')}
            onClick={() => go(1)}
          >
            <RightOutlined />
          </button>
        </>
      )}
    </dialog>,
    document.body,
  );
}
