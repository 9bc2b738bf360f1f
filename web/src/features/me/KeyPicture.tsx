import { QRCodeSVG } from '@rc-component/qrcode';

type KeyPictureProps = { address: string; title: string };

/** What a telephone scans: black on white, as the library draws it, whatever the page is. */
export function KeyPicture({ address, title }: KeyPictureProps) {
  return <QRCodeSVG value={address} size={180} marginSize={4} title={title} />;
}
