import { InfoCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Alike } from '../../api/commands';
import { addressOf } from '../record/RowList';

type AlikesProps = {
  found: Alike[];
  /** Puts the record into the input that takes it. */
  onPick: (input: string, key: string) => void;
};

/** What is on file already and may be the same, said before anything is saved. */
export function Alikes({ found, onPick }: AlikesProps) {
  const { t } = useTranslation();
  if (found.length === 0) return null;
  return (
    <section className="command-alikes" role="status">
      <p>
        <InfoCircleOutlined aria-hidden /> <strong>{t('alike.title')}</strong>
      </p>
      <ul>
        {found.map(({ row, into, by, title }) => (
          <li key={row?.id ?? by}>
            {row ? (
              <>
                <Link to={addressOf(row)} target="_blank">
                  <span className="number">{row.number}</span> {row.title}
                </Link>{' '}
                <span className="soft">{[t('alike.by', { by }), row.owner?.name].join(' · ')}</span>{' '}
                {into && (
                  <Button size="small" onClick={() => onPick(into, row.key)}>
                    {t('alike.pick')}
                  </Button>
                )}
              </>
            ) : (
              t('alike.hidden', { by, title })
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
