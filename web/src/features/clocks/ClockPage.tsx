import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useCase, useDerivation } from '../../api/cases';
import type { Case, Derivation, Parameter } from '../../api/types';
import { ArticleCitation, Citations } from '../../ui/ArticleCitation';
import { DeadlineBadge } from '../../ui/DeadlineBadge';
import { DerivationPicture, DerivationTable } from '../../ui/derivation/DerivationPicture';
import { useHotkeys } from '../../ui/hotkeys';
import { DataTable, PageHead, Panel, SkeletonRows, useTitle } from '../../ui/Parts';
import { valueText } from '../../ui/parameter';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { RuleBookContext, useRule } from '../../ui/rules';
import { dateTimeText, weekdayOf } from '../../ui/time';
import './clock.css';

function Sentence({ derivation }: { derivation: Derivation }) {
  const { t } = useTranslation();
  const unit = t(`unit.${derivation.unit}`, { defaultValue: derivation.unit });
  const at = (iso: string) => `${dateTimeText(iso)} ${t(`weekday.${weekdayOf(iso)}`)}`;
  return (
    <ol className="clock-sentence">
      <li>
        <span className="soft">{derivation.from.title || t('clock.from')}</span>
        <strong className="number">{at(derivation.from.at)}</strong>
      </li>
      <li>
        <span className="soft">{t('clock.plus')}</span>
        <strong className="number">
          {derivation.amount} {unit}
        </strong>
      </li>
      <li>
        <span className="soft">{t('clock.due')}</span>
        <strong className="number clock-due">{at(derivation.due_at)}</strong>
      </li>
    </ol>
  );
}

function RuleQuote({ rule, pack }: { rule: string; pack: string }) {
  const { t } = useTranslation();
  const found = useRule(rule, pack, true);
  return (
    <figure className="rule-quote">
      <figcaption>
        <ArticleCitation rule={rule} pack={pack} />
        {found.article && <span className="soft">{found.article.heading}</span>}
      </figcaption>
      <blockquote className="clause-voice">{found.text ?? t('clause.unknown')}</blockquote>
    </figure>
  );
}

function Parameters({ parameters, pack }: { parameters: Parameter[]; pack: string }) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t('pack.parameters')}
      rows={parameters}
      rowKey={(parameter) => parameter.name}
      columns={[
        { key: 'title', title: t('pack.parameter'), cell: (parameter) => parameter.title },
        {
          key: 'value',
          title: t('pack.value'),
          end: true,
          cell: (parameter) => <span className="number">{valueText(t, parameter, new Map())}</span>,
        },
        {
          key: 'rules',
          title: t('clause.basis'),
          cell: (parameter) => <Citations rules={parameter.rules} pack={pack} />,
        },
      ]}
    />
  );
}

function ClockBody({ derivation, record }: { derivation: Derivation; record: Case }) {
  const { t } = useTranslation();
  const { clock } = derivation;
  const rule = derivation.rule ?? clock?.rule;
  return (
    <div className="stack">
      <section className="panel panel-body clock-top">
        <Sentence derivation={derivation} />
        {clock && (
          <div className="clock-status">
            <DeadlineBadge limit={clock} size="big" />
            <span className="soft">{t('clock.owed', { name: clock.owed_by.name })}</span>
          </div>
        )}
      </section>
      {derivation.provisional && <p className="clock-provisional">{t('clock.provisional_long')}</p>}
      <Panel title={t('clock.picture')}>
        <DerivationPicture derivation={derivation} />
      </Panel>
      <div className="clock-columns">
        <Panel title={t('clock.table')} flush>
          <DerivationTable derivation={derivation} />
        </Panel>
        <div className="stack">
          {rule && (
            <Panel title={t('clause.basis')}>
              <RuleQuote rule={rule} pack={record.pack} />
            </Panel>
          )}
          {derivation.parameters.length > 0 && (
            <Panel title={t('pack.parameters')} flush>
              <Parameters parameters={derivation.parameters} pack={record.pack} />
            </Panel>
          )}
          {derivation.events.length > 0 && (
            <Panel title={t('clock.events')}>
              <ul className="clock-events">
                {derivation.events.map((event) => (
                  <li key={`${event.verb}-${event.at}`}>
                    <span className="number">{dateTimeText(event.at)}</span>
                    <strong>{t(`clock.event.${event.verb}`, { defaultValue: event.verb })}</strong>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </div>
      </div>
    </div>
  );
}

/** 为什么那时到期. From the trigger to the limit, each day or minute with its reason. */
export function ClockPage() {
  const { t } = useTranslation();
  const { id = '', deadline = '' } = useParams();
  const navigate = useNavigate();
  const record = useCase(id);
  const derivation = useDerivation(id, deadline);
  const title = derivation.data?.clock?.title ?? t('clock.why');
  useTitle(title);
  const back = () => navigate(`/cases/${encodeURIComponent(id)}`);
  useHotkeys({ Escape: back });
  const error = derivation.error ?? record.error;
  return (
    <div className="page clock-page">
      <PageHead
        title={t('clock.title', { title })}
        sub={record.data && `${record.data.number} ${record.data.title}`}
      >
        <Button icon={<ArrowLeftOutlined />} onClick={back}>
          {t('clock.back')}
        </Button>
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('forms.print_page')}
        </Button>
      </PageHead>
      {error && <RefusalNotice error={error} onRetry={() => void derivation.refetch()} />}
      {!error && (!derivation.data || !record.data) && <SkeletonRows rows={10} />}
      {derivation.data && record.data && (
        <RuleBookContext.Provider value={record.data}>
          <ClockBody derivation={derivation.data} record={record.data} />
        </RuleBookContext.Provider>
      )}
    </div>
  );
}
