import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

const keys: [string, string][] = [
  ['J', 'keys.down'],
  ['K', 'keys.up'],
  ['O', 'keys.open'],
  ['X', 'keys.select'],
  ['/', 'keys.search'],
  ['C', 'keys.begin'],
  ['Ctrl K', 'keys.palette'],
  ['Ctrl Enter', 'keys.send'],
  ['Esc', 'keys.back'],
  ['?', 'keys.help'],
];

export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open onCancel={onClose} footer={null} title={t('keys.title')} width={420}>
      <dl className="key-list">
        {keys.map(([key, text]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <p className="faint">
        <Link to="/me" onClick={onClose}>
          {t('keys.switch_off')}
        </Link>
      </p>
    </Modal>
  );
}
