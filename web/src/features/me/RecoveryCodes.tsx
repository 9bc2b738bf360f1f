import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';

type RecoveryCodesProps = { codes: string[]; onKept: () => void };

/** 备用码. Shown once, to be printed (alone on its page) or written down. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const handleCopy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    message.success(t('me.factor_copied'));
  };
  return (
    <section className="me-recovery" aria-labelledby="recovery-codes">
      <h3 id="recovery-codes">{t('me.factor_codes')}</h3>
      <p role="status">{t('me.factor_keep_codes')}</p>
      <ul className="me-codes">
        {codes.map((code) => (
          <li key={code} className="me-secret">
            {code}
          </li>
        ))}
      </ul>
      <div className="row-wrap no-print">
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('forms.print_page')}
        </Button>
        {/* Browsers give the clipboard to pages that came over TLS, or from this machine. */}
        {window.isSecureContext && (
          <Button icon={<CopyOutlined />} onClick={() => void handleCopy()}>
            {t('me.factor_copy')}
          </Button>
        )}
        <Button onClick={onKept}>{t('me.factor_kept')}</Button>
      </div>
    </section>
  );
}
