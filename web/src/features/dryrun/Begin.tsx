import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/clock';
import { useDrafts } from '../../api/drafts';
import { useBeginDryRun } from '../../api/dryRuns';
import { useMe } from '../../api/session';
import { DateControl } from '../../ui/form/DateControl';
import { Empty, Panel, SkeletonRows } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { addDays, inZoneOf } from '../../ui/time';

type BeginProps = { draft: string | null; onBegun: (id: string) => void };

const daysAtFirst = 90;

/** Which draft, on which days. */
export function Begin({ draft, onBegun }: BeginProps) {
  const { t } = useTranslation();
  const drafts = useDrafts();
  const clock = useMe().data?.clock.now ?? '';
  const today = inZoneOf(clock, serverNow()).slice(0, 10);
  const [folder, setFolder] = useState<string>();
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const begin = useBeginDryRun(onBegun);
  const usable = drafts.data?.filter((one) => one.compiles) ?? [];
  const chosen = folder ?? usable.find((one) => one.folder === draft)?.folder ?? usable[0]?.folder;
  const first = from ?? addDays(today, -daysAtFirst);
  const last = to ?? today;
  if (drafts.error)
    return <RefusalNotice error={drafts.error} onRetry={() => void drafts.refetch()} />;
  if (drafts.isPending) return <SkeletonRows rows={4} />;
  if (usable.length === 0) {
    return (
      <Empty title={t('dryrun.no_draft')}>
        <p className="soft">{t('dryrun.no_draft_help')}</p>
      </Empty>
    );
  }
  return (
    <Panel title={t('dryrun.begin')}>
      <form
        className="dryrun-begin"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) begin.mutate({ draft: chosen, from: first, to: last });
        }}
      >
        <label htmlFor="dryrun-draft">{t('dryrun.draft')}</label>
        <Select
          id="dryrun-draft"
          value={chosen}
          onChange={setFolder}
          options={usable.map((one) => ({
            value: one.folder,
            label: `${one.title} ${one.version} · ${one.folder}`,
          }))}
        />
        <label htmlFor="dryrun-from">{t('dryrun.from')}</label>
        <DateControl id="dryrun-from" kind="date" value={first} onChange={setFrom} />
        <label htmlFor="dryrun-to">{t('dryrun.to')}</label>
        <DateControl id="dryrun-to" kind="date" value={last} onChange={setTo} />
        <Button type="primary" htmlType="submit" loading={begin.isPending}>
          {t('dryrun.start')}
        </Button>
      </form>
      <p className="faint">{t('dryrun.hint')}</p>
      {begin.error && <RefusalNotice error={begin.error} focus />}
    </Panel>
  );
}
