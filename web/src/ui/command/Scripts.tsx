import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Script } from '../../api/types';
import { Citations } from '../ArticleCitation';
import './command.css';

type ScriptsProps = { scripts: Script[]; pack: string; error?: unknown };

function ScriptCard({ script, pack }: { script: Script; pack: string }) {
  const { t } = useTranslation();
  return (
    <article className="script">
      <div className="script-head">
        <h3>{script.title}</h3>
        <span className="chip">{t(`script.${script.kind}`)}</span>
      </div>
      {script.kind === 'checklist' ? (
        <ul className="script-checks">
          {(script.items ?? []).map((item) => (
            <li key={item}>
              <Checkbox>{item}</Checkbox>
            </li>
          ))}
        </ul>
      ) : (
        <div className="script-text">{script.text}</div>
      )}
      <Citations rules={script.rules} pack={pack} />
    </article>
  );
}

/** 话术与核对. What staff say and check here, as the regulation has it. */
export function Scripts({ scripts, pack, error }: ScriptsProps) {
  const { t } = useTranslation();
  if (error) return <p className="faint">{t('script.unavailable')}</p>;
  if (scripts.length === 0) return null;
  return (
    <aside className="scripts" aria-label={t('script.title')}>
      {scripts.map((script) => (
        <ScriptCard key={script.id} script={script} pack={pack} />
      ))}
    </aside>
  );
}
