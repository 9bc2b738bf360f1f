import { StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemError } from '../api/client';
import type { Problem } from '../api/types';
import { ArticleCitation } from './ArticleCitation';
import { momentText } from './time';
import './refusal.css';

type RefusalNoticeProps = { error: unknown; pack?: string; onRetry?: () => void; focus?: boolean };

export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const title = error instanceof Error ? error.message : String(error);
  return { type: 'about:blank', title, status: 0, code: 'BUG' };
}

const spokenByPage = new Set(['OFFLINE', 'UNAVAILABLE', 'TOO_MANY_REQUESTS', 'BUG']);

/** 拒绝. What was refused, by which article, what may be done instead. */
export function RefusalNotice({ error, pack, onRetry, focus = false }: RefusalNoticeProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLElement>(null);
  const problem = problemOf(error);
  useEffect(() => {
    if (focus && error) place.current?.focus();
  }, [focus, error]);
  const byPage = spokenByPage.has(problem.code);
  const what = problem.title || t(`problem.${byPage ? problem.code : 'UNKNOWN'}`);
  const help = problem.help ?? (byPage ? t(`problem.help.${problem.code}`) : undefined);
  const detail = problem.detail && problem.detail !== what ? problem.detail : undefined;
  return (
    <section className="refusal" role="alert" tabIndex={-1} ref={place}>
      <StopOutlined className="refusal-icon" aria-hidden />
      <div className="refusal-text">
        <p className="refusal-what">{what}</p>
        {detail && <p>{detail}</p>}
        {problem.names && problem.names.length > 0 && (
          <p className="row-wrap">
            {problem.names.map((name) => (
              <span className="chip" key={name}>
                {name}
              </span>
            ))}
          </p>
        )}
        {problem.since && (
          <p className="number">{t('problem.since', { at: momentText(t, problem.since) })}</p>
        )}
        {(problem.rules ?? []).map((rule) => (
          <p className="refusal-rule clause-voice" key={rule.id}>
            <ArticleCitation rule={rule.id} pack={pack} /> {rule.text}
          </p>
        ))}
        {help && (
          <p>
            <strong>{t('problem.what_to_do')}</strong> {help}
          </p>
        )}
        {problem.entry && (
          <p>
            <Link to={`/why/${problem.entry}`}>{t('problem.why')}</Link>
          </p>
        )}
        <p className="faint">{[problem.code, problem.request].filter(Boolean).join(' · ')}</p>
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t('action.retry')}
        </Button>
      )}
    </section>
  );
}
