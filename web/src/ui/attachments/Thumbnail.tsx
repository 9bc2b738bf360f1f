import {
  AudioOutlined,
  FileExcelOutlined,
  FileOutlined,
  FilePdfOutlined,
  FileTextOutlined,
  FileWordOutlined,
  FileZipOutlined,
  PictureOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons';
import { useState } from 'react';
import type { Attachment } from '../../api/types';
import { kindOf } from './files';

const icons = {
  image: PictureOutlined,
  pdf: FilePdfOutlined,
  office: FileWordOutlined,
  text: FileTextOutlined,
  audio: AudioOutlined,
  video: VideoCameraOutlined,
  archive: FileZipOutlined,
} as const;

function iconOf(attachment: Attachment) {
  if (/sheet|excel/.test(attachment.media_type)) return FileExcelOutlined;
  return icons[kindOf(attachment.media_type)] ?? FileOutlined;
}

/** A small picture of a picture, a sign for anything else. */
export function Thumbnail({ attachment, address }: { attachment: Attachment; address: string }) {
  const [isBroken, setBroken] = useState(false);
  const Icon = iconOf(attachment);
  if (kindOf(attachment.media_type) === 'image' && !isBroken) {
    return (
      <img
        className="attach-thumb"
        src={address}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
      />
    );
  }
  return (
    <span className="attach-thumb attach-icon" aria-hidden>
      <Icon />
    </span>
  );
}
