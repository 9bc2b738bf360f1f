import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { type Draft, useDrafts, useSubmitDraft } from '../../api/drafts';
import { Panel } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { momentText } from '../../ui/time';

function HandedIn({ handedIn }: { handedIn: NonNullable<Draft['handed_in']> }) {
  const { t } = useTranslation();
  return (
    <p className={handedIn.changed_since ? undefined : 'faint'}>
      {t(handedIn.by ? 'pack.handed_in_by' : 'pack.handed_in', {
        at: momentText(t, handedIn.at),
        by: handedIn.by,
      })}{' '}
      <Link to={`/cases/${encodeURIComponent(handedIn.edition)}`}>
        {t('pack.adoption')} · {handedIn.state}
      </Link>{' '}
      {handedIn.changed_since && <span className="chip chip-warn">{t('pack.changed_since')}</span>}
    </p>
  );
}

function DraftLine({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = (id: string) => navigate(`/cases/${encodeURIComponent(id)}`);
  const submit = useSubmitDraft(open);
  const first = draft.findings.find((one) => one.severity === 'error');
  const of = `draft=${encodeURIComponent(draft.folder)}`;
  return (
    <li className="draft-line">
      <div>
        <strong className="clause-voice">{draft.title || draft.folder}</strong>{' '}
        <span className="chip">{t('pack.version', { version: draft.version })}</span>
        <p className="faint">
          {draft.compiles
            ? draft.folder
            : `${draft.folder}/${first?.file}:${first?.line} ${first?.message}`}
        </p>
        {draft.handed_in && <HandedIn handedIn={draft.handed_in} />}
      </div>
      <div className="draft-acts no-print">
        <Link to={`/packs/${draft.pack}/difference?${of}`}>{t('pack.compare')}</Link>
        {draft.compiles && (
          <>
            <Link to={`/dry-run?${of}`}>{t('dryrun.title')}</Link>
            {!draft.handed_in && (
              <Button
                size="small"
                loading={submit.isPending}
                onClick={() => submit.mutate(draft.folder)}
              >
                {t('pack.hand_in')}
              </Button>
            )}
          </>
        )}
      </div>
      {submit.isPending && (
        <p role="status" className="faint">
          {t('pack.examples_played')}
        </p>
      )}
      {submit.error && <RefusalNotice error={submit.error} focus />}
    </li>
  );
}

/** 草案. Changed regulations that nobody works by yet: compared, tried, handed in. */
export function Drafts() {
  const { t } = useTranslation();
  const drafts = useDrafts();
  if (!drafts.data?.length) return null;
  return (
    <Panel title={t('pack.drafts')}>
      <p className="soft">{t('pack.drafts_help')}</p>
      <ul>
        {drafts.data.map((draft) => (
          <DraftLine key={draft.folder} draft={draft} />
        ))}
      </ul>
    </Panel>
  );
}
