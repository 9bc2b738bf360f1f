import { PrinterOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { type Draft, useDrafts } from '../../api/drafts';
import { type PackView, usePack, usePackDifference } from '../../api/packs';
import { PageHead, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { DifferenceList } from './DifferenceList';
import { usePrintHeader } from './usePrintHeader';
import './packs.css';

/** A draft that cannot be compared, with what the compiler says of it. */
function Broken({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  return (
    <section className="panel article">
      <h2>{t('pack.does_not_compile', { folder: draft.folder })}</h2>
      <ul className="doings">
        {draft.findings.map((one) => (
          <li key={`${one.file}${one.line}${one.column}${one.message}`}>
            <code>
              {one.file}:{one.line}
            </code>{' '}
            <span lang="en">
              {one.message}
              {one.help && `. ${one.help}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Choice = { label: string; value: string };

function Chooser({
  title,
  value,
  choices,
  onChange,
}: {
  title: string;
  value: string;
  choices: Choice[];
  onChange: (value: string) => void;
}) {
  return (
    <div className="edition-choice">
      <span className="faint">{title}</span>
      <Select
        aria-label={title}
        value={value}
        options={choices}
        onChange={onChange}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}

/** What may be compared: `v:` and a version, or `d:` and the folder of a draft. */
function useChoices(pack: PackView | undefined, drafts: Draft[]) {
  const { t } = useTranslation();
  const versions = (pack?.versions ?? []).toReversed().map((one) => ({
    value: `v:${one.version}`,
    label: `${t('pack.version', { version: one.version })}${one.in_force ? ` · ${t('pack.in_force')}` : ''}`,
  }));
  const offered = drafts.map((one) => ({
    value: `d:${one.folder}`,
    label: `${t('pack.draft')} ${one.folder} ${one.version}`,
  }));
  return { versions, all: [...offered, ...versions] };
}

/** Without a choice: the first draft against what is in force, else the last version before it. */
function defaultsOf(choices: ReturnType<typeof useChoices>) {
  const [inForce, earlier] = choices.versions;
  const draft = choices.all.find((one) => one.value.startsWith('d:'));
  const current = inForce?.value ?? '';
  return draft
    ? { before: current, after: draft.value }
    : { before: earlier?.value ?? current, after: current };
}

/** 版本差别. Two editions of a regulation, or a draft and what is in force, clause by clause. */
export function DifferencePage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const pack = usePack(id);
  const drafts = useDrafts();
  const own = (drafts.data ?? []).filter((one) => one.pack === id);
  const choices = useChoices(pack.data, own);
  const stated = (version: string | null, draft: string | null) =>
    draft ? `d:${draft}` : version ? `v:${version}` : undefined;
  const preset = defaultsOf(choices);
  const before = stated(params.get('before'), null) ?? preset.before;
  const after = stated(params.get('after'), params.get('draft')) ?? preset.after;
  const broken = own.find((one) => after === `d:${one.folder}` && !one.compiles);
  const isReady = pack.isSuccess && drafts.isFetched && !broken;
  const key = after.startsWith('d:') ? 'draft' : 'after';
  const found = usePackDifference(
    id,
    { before: before.slice(2), [key]: after.slice(2) },
    isReady && before !== '' && after !== '',
  );
  const choose = (first: string, second: string) =>
    setParams({
      before: first.slice(2),
      [second.startsWith('d:') ? 'draft' : 'after']: second.slice(2),
    });
  const nameOf = (value: string) => choices.all.find((one) => one.value === value)?.label ?? '';
  useTitle(t('pack.difference_title'));
  usePrintHeader(pack.data?.title, `${nameOf(before)} → ${nameOf(after)}`);
  return (
    <div className="page pack-page">
      <PageHead
        title={t('pack.difference_title')}
        sub={<Link to={`/packs/${id}`}>{pack.data?.title}</Link>}
      >
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('forms.print_page')}
        </Button>
      </PageHead>
      <div className="editions no-print">
        <Chooser
          title={t('pack.before')}
          value={before}
          choices={choices.versions}
          onChange={(value) => choose(value, after)}
        />
        <Chooser
          title={t('pack.after')}
          value={after}
          choices={choices.all}
          onChange={(value) => choose(before, value)}
        />
      </div>
      <p className="print-only">
        {nameOf(before)} → {nameOf(after)}
      </p>
      {pack.error && <RefusalNotice error={pack.error} onRetry={() => void pack.refetch()} />}
      {broken && <Broken draft={broken} />}
      {found.error && <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />}
      {!broken && !pack.error && found.isPending && <SkeletonRows rows={8} />}
      {!broken && found.data && <DifferenceList found={found.data} />}
    </div>
  );
}
