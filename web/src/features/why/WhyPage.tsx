import {
  ArrowLeftOutlined,
  CheckOutlined,
  CloseOutlined,
  MinusOutlined,
  PrinterOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useWhy, type Why, type WhyFact, type WhyStep } from '../../api/why';
import { Citations } from '../../ui/ArticleCitation';
import { useHotkeys } from '../../ui/hotkeys';
import { PageHead, Panel, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { RuleBookContext } from '../../ui/rules';
import { dateTimeText } from '../../ui/time';
import { TriedTable } from './TriedTable';
import './why.css';

const foldedFrom = 8; // facts of a step

type FactsProps = { facts: WhyFact[]; pack: string; isWhole?: boolean };

function Facts({ facts, pack, isWhole = false }: FactsProps) {
  const { t } = useTranslation();
  if (facts.length === 0) return null;
  const list = (
    <dl className="why-facts">
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the facts of a step never move
        <div key={index}>
          <dt>{fact.title}</dt>
          <dd className={fact.hidden ? 'faint' : undefined}>
            {fact.hidden ? t('why.hidden') : fact.text}{' '}
            {fact.rules && <Citations rules={fact.rules} pack={pack} />}
          </dd>
        </div>
      ))}
    </dl>
  );
  if (isWhole || facts.length < foldedFrom) return list;
  return (
    <details className="why-folded">
      <summary>{t('why.facts', { number: facts.length })}</summary>
      {list}
    </details>
  );
}

type Outcome = 'refused' | 'passed' | 'absent' | 'done' | 'not';

/** A check has the name of what it refuses: passed, there is no such thing. */
function outcomeOf(step: WhyStep): Outcome {
  if (step.refuses && step.holds) return 'refused';
  if (step.refuses) return step.kind === 'check' || step.kind === 'claim' ? 'absent' : 'passed';
  return step.holds ? 'done' : 'not';
}

const marks = {
  refused: CloseOutlined,
  passed: CheckOutlined,
  absent: CheckOutlined,
  done: CheckOutlined,
  not: MinusOutlined,
};

function StepItem({ step, pack }: { step: WhyStep; pack: string }) {
  const { t } = useTranslation();
  const outcome = outcomeOf(step);
  const Mark = marks[outcome];
  const kind = t(`why.kind.${step.kind}`);
  return (
    <li className={`why-step why-${outcome} ${step.depth > 0 ? 'why-follows' : ''}`}>
      <span className="why-mark">
        <Mark aria-hidden />
      </span>
      <div>
        <p className="why-head">
          {!step.refuses && <span className="soft">{kind}</span>}
          <strong>{step.title}</strong>
          {step.value && <span>{step.value}</span>}
          <span className={`chip ${outcome === 'refused' ? 'chip-over' : ''}`}>
            {t(`why.outcome.${outcome}`)}
          </span>
          <Citations rules={step.rules} pack={pack} />
        </p>
        {step.wanted && (
          <p>
            <span className="soft">{t('why.wanted')}</span> {step.wanted}
          </p>
        )}
        <Facts facts={step.facts} pack={pack} />
        {step.tables.map((table, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tables of a step never move
          <TriedTable key={index} table={table} pack={pack} />
        ))}
        {step.condition && (
          <details className="why-condition no-print">
            <summary>{t('why.condition')}</summary>
            <code>{step.condition}</code>
          </details>
        )}
      </div>
    </li>
  );
}

function Flips({ why }: { why: Why }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('why.flips')}>
      {why.flips.length === 0 && <p>{t('why.no_flip', { tried: why.tried })}</p>}
      <ul className="why-flips">
        {why.flips.map((flip) => (
          <li key={flip.text}>{flip.text}</li>
        ))}
      </ul>
      {why.flips.length > 0 && <p className="faint">{t('why.proved')}</p>}
      {why.some_hidden && <p className="faint">{t('why.some_hidden')}</p>}
    </Panel>
  );
}

function WhyBody({ why }: { why: Why }) {
  const { t } = useTranslation();
  const refused = why.outcome.kind === 'refused';
  return (
    <div className="stack">
      {!why.same && (
        <p className="why-differs" role="alert">
          {t('why.differs')}
        </p>
      )}
      <section className={`panel panel-body why-outcome ${refused ? 'why-refused' : ''}`}>
        <p className="why-answer">
          {refused && <span className="chip chip-over">{t('why.outcome.refused')}</span>}
          <strong>{why.outcome.title}</strong>
          <Citations rules={why.outcome.rules} pack={why.pack} />
        </p>
        {why.outcome.rules.map((rule) => (
          <blockquote className="clause-voice" key={rule}>
            {why.rules[rule]?.text}
          </blockquote>
        ))}
        {why.outcome.help && (
          <p>
            <strong>{t('problem.what_to_do')}</strong> {why.outcome.help}
          </p>
        )}
      </section>
      <Flips why={why} />
      {why.inputs.length > 0 && (
        <Panel title={t('why.inputs')}>
          <Facts facts={why.inputs} pack={why.pack} isWhole />
        </Panel>
      )}
      <Panel title={t('why.steps')}>
        <ol className="why-steps">
          {why.steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a decision never move
            <StepItem key={index} step={step} pack={why.pack} />
          ))}
        </ol>
        {why.cut && <p className="faint">{t('why.cut')}</p>}
      </Panel>
      <p className="faint why-foot">
        {t('why.foot', {
          entry: why.entry,
          hash: why.hash.slice(0, 12),
          pack: why.pack_title,
          version: why.pack_version,
        })}
      </p>
    </div>
  );
}

/** 为何这样决定. Everything that a decision tried, in its order, and what would have turned it. */
export function WhyPage() {
  const { t } = useTranslation();
  const { entry = '' } = useParams();
  const navigate = useNavigate();
  const why = useWhy(entry);
  const about = why.data?.case;
  const title = t('why.title', { title: why.data?.title ?? '' });
  useTitle(title);
  const back = () => (about ? navigate(`/cases/${encodeURIComponent(about.id)}`) : navigate(-1));
  useHotkeys({ Escape: back });
  const sub = why.data && [
    dateTimeText(why.data.at),
    why.data.by,
    about && `${about.number} ${about.title}`,
  ];
  return (
    <div className="page why-page">
      <PageHead title={title} sub={sub?.filter(Boolean).join(' · ')}>
        <Button icon={<ArrowLeftOutlined />} onClick={back}>
          {t('why.back')}
        </Button>
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('forms.print_page')}
        </Button>
      </PageHead>
      {why.error && <RefusalNotice error={why.error} onRetry={() => void why.refetch()} />}
      {why.isPending && <SkeletonRows rows={10} />}
      {why.data && (
        <RuleBookContext.Provider value={why.data}>
          <WhyBody why={why.data} />
        </RuleBookContext.Provider>
      )}
    </div>
  );
}
