import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ProblemError } from '../../api/client';
import { type Draft, useDrafts, useSubmitDraft } from '../../api/drafts';
import { Panel } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';

function DraftLine({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = (id: string) => navigate(`/cases/${encodeURIComponent(id)}`);
  const submit = useSubmitDraft(open);
  const isThere = submit.error instanceof ProblemError && submit.error.problem.code === 'KEY_TAKEN';
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
      </div>
      <div className="draft-acts no-print">
        <Link to={`/packs/${draft.pack}/difference?${of}`}>{t('pack.compare')}</Link>
        {draft.compiles && (
          <>
            <Link to={`/dry-run?${of}`}>{t('dryrun.title')}</Link>
            <Button
              size="small"
              loading={submit.isPending}
              onClick={() => submit.mutate(draft.folder)}
            >
              {t('pack.hand_in')}
            </Button>
          </>
        )}
      </div>
      {submit.error && !isThere && <RefusalNotice error={submit.error} focus />}
      {isThere && (
        <p role="alert">
          {t('pack.handed_in')}{' '}
          <Link
            to={`/cases/${encodeURIComponent(`company.edition.${draft.pack}@${draft.version}`)}`}
          >
            {t('pack.adoption')}
          </Link>
        </p>
      )}
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
