import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attachmentAddress } from '../../api/attachments';
import type { Attachment } from '../../api/types';
import { kindOf, sizeText } from './files';
import { PictureViewer } from './PictureViewer';
import { Thumbnail } from './Thumbnail';
import './attachments.css';

type AttachmentListProps = { attachments: Attachment[]; record: string };

/** The attachments of a record: pictures open large, anything else in a window of its own. */
export function AttachmentList({ attachments, record }: AttachmentListProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<number>();
  const addressOf = (one: Attachment) => attachmentAddress(record, one.hash);
  const pictures = attachments.filter((one) => kindOf(one.media_type) === 'image');
  return (
    <>
      <ul className="attach-tiles">
        {attachments.map((one) => {
          const content = (
            <>
              <Thumbnail attachment={one} address={addressOf(one)} />
              <span className="attach-name">{one.name}</span>
              <span className="faint number">{sizeText(one.bytes)}</span>
            </>
          );
          return (
            <li key={one.hash}>
              {pictures.includes(one) ? (
                <button
                  type="button"
                  className="plain-button attach-tile"
                  aria-haspopup="dialog"
                  aria-label={t('attachment.open', { name: one.name })}
                  onClick={() => setShown(pictures.indexOf(one))}
                >
                  {content}
                </button>
              ) : (
                <a className="attach-tile" href={addressOf(one)} target="_blank" rel="noreferrer">
                  {content}
                </a>
              )}
            </li>
          );
        })}
      </ul>
      {shown !== undefined && (
        <PictureViewer
          pictures={pictures.map((one) => ({ name: one.name, address: addressOf(one) }))}
          index={shown}
          onIndex={setShown}
          onClose={() => setShown(undefined)}
        />
      )}
    </>
  );
}
