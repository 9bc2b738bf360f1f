import { QRCodeSVG } from '@rc-component/qrcode';

type KeyPictureProps = { address: string; title: string };

/** What a telephone scans: dark on light, whatever the page is. */
export function KeyPicture({ address, title }: KeyPictureProps) {
  return (
    <QRCodeSVG
      value={address}
      size={180}
      marginSize={4}
      bgColor="#ffffff"
      fgColor="#000000"
      title={title}
    />
  );
}
