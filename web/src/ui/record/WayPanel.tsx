import { useTranslation } from 'react-i18next';
import { useWay } from '../../api/cases';
import type { ApprovalWay, Holder, Level, Signature, WayStep } from '../../api/types';
import { Panel } from '../Parts';
import { RefusalNotice } from '../RefusalNotice';
import { shortDateTime } from '../time';
import './way.css';

function Holders({ holders }: { holders: Holder[] }) {
  const { t } = useTranslation();
  if (holders.length === 0) return <span className="chip chip-over">{t('way.nobody')}</span>;
  return (
    <span className="soft">
      {holders
        .map((holder) => {
          if (holder.in_place_of)
            return t('way.in_place_of', { name: holder.name, of: holder.in_place_of });
          return holder.on_leave ? t('way.on_leave', { name: holder.name }) : holder.name;
        })
        .join(t('list.comma'))}
    </span>
  );
}

function Step({ step }: { step: WayStep }) {
  const { t } = useTranslation();
  return (
    <li
      className={`way-step way-${step.status}`}
      aria-current={step.status === 'here' ? 'step' : undefined}
    >
      <span className="way-title">{step.title}</span>
      {step.entered_at && (
        <span className="faint">
          <span className="number">{shortDateTime(step.entered_at)}</span> {step.by}
        </span>
      )}
      {step.status === 'here' && step.who.length > 0 && (
        <span className="soft">{t('way.next_by', { who: step.who.join(t('list.comma')) })}</span>
      )}
      {step.status === 'perhaps' && <span className="faint">{t('way.perhaps')}</span>}
      <span className="unseen">{t(`way.${step.status}`)}</span>
    </li>
  );
}

function SignatureLine({ signature }: { signature: Signature }) {
  const { t } = useTranslation();
  return (
    <li className={`way-step ${signature.signed_by ? 'way-passed' : 'way-here'}`}>
      <span className="way-title">{t('way.countersigns', { title: signature.title })}</span>
      {signature.signed_by ? (
        <span className="faint">
          {signature.signed_by}{' '}
          {signature.signed_at && (
            <span className="number">{shortDateTime(signature.signed_at)}</span>
          )}
        </span>
      ) : (
        <Holders holders={signature.holders} />
      )}
      {signature.opinion && <q>{signature.opinion}</q>}
    </li>
  );
}

function LevelLine({ level, way }: { level: Level; way: ApprovalWay }) {
  const { t } = useTranslation();
  const isDone = way.decided_by !== undefined && level.may_decide && level.decides;
  const tone = isDone ? 'passed' : level.is_here ? 'here' : level.may_decide ? 'ahead' : 'aside';
  return (
    <li className={`way-step way-${tone}`}>
      <span className="way-title">{level.title}</span>
      {level.decides && <span className="chip chip-running">{t('way.decides')}</span>}
      {!level.decides && level.may_decide && <span className="faint">{t('way.may_decide')}</span>}
      {!level.may_decide && <span className="faint">{t('way.beyond')}</span>}
      <Holders holders={level.holders} />
    </li>
  );
}

/** 核决路线. Who signs, who decides, where it is now: out of the table of authority. */
export function ApprovalSteps({ way }: { way: ApprovalWay }) {
  const { t } = useTranslation();
  return (
    <section className="way-approval" aria-label={`${way.number} ${way.state}`}>
      <p className="row-wrap">
        <span className="number">{way.number}</span>
        <span className={`chip ${way.is_open ? 'chip-running' : 'chip-final'}`}>{way.state}</span>
        {way.decided_by && (
          <span className="soft">
            {way.decided_for
              ? t('way.in_place_of', { name: way.decided_by, of: way.decided_for })
              : way.decided_by}{' '}
            {way.decided_at && <span className="number">{shortDateTime(way.decided_at)}</span>}
          </span>
        )}
      </p>
      <ol className="way">
        {way.signatures.map((signature) => (
          <SignatureLine key={signature.id} signature={signature} />
        ))}
        {way.levels.map((level) => (
          <LevelLine key={level.id} level={level} way={way} />
        ))}
      </ol>
    </section>
  );
}

/** 办理路线. Where the record has been, where it stands, what lies ahead. */
export function WayPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const answer = useWay(id);
  const way = answer.data;
  if (!way) {
    return (
      answer.error && (
        <Panel title={t('way.title')}>
          <RefusalNotice error={answer.error} onRetry={() => void answer.refetch()} />
        </Panel>
      )
    );
  }
  const newestFirst = way.approvals.toReversed();
  const [latest] = newestFirst;
  const earlier = newestFirst.slice(1);
  return (
    <>
      {latest && (
        <Panel title={t('way.approval')}>
          <ApprovalSteps way={latest} />
          {earlier.length > 0 && (
            <details>
              <summary>{t('way.earlier', { number: earlier.length })}</summary>
              {earlier.map((one) => (
                <ApprovalSteps key={one.id} way={one} />
              ))}
            </details>
          )}
        </Panel>
      )}
      {way.steps.length > 2 && (
        <Panel title={t('way.title')}>
          <ol className="way">
            {way.steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the steps are numbered and never move
              <Step key={index} step={step} />
            ))}
          </ol>
        </Panel>
      )}
    </>
  );
}
