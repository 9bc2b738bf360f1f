import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEndSessions, useSessions } from '../../api/account';
import { Panel } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { momentText } from '../../ui/time';

type EndFormProps = { id?: string; onDone: () => void };

/** A session ends only for who knows the password: a desk left open is not enough. */
function EndForm({ id, onDone }: EndFormProps) {
  const { t } = useTranslation();
  const end = useEndSessions();
  const [password, setPassword] = useState('');
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    end.mutate({ password, id }, { onSuccess: onDone });
  };
  return (
    <form className="me-form" onSubmit={handleSubmit}>
      <label htmlFor="end-password">{t('me.password_once_more')}</label>
      <Input.Password
        id="end-password"
        autoComplete="current-password"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <div className="row-wrap">
        <Button type="primary" htmlType="submit" disabled={!password} loading={end.isPending}>
          {t(id ? 'me.end_session' : 'me.end_others')}
        </Button>
        <Button onClick={onDone}>{t('action.cancel')}</Button>
      </div>
      {end.error && <RefusalNotice error={end.error} />}
    </form>
  );
}

/** 登录状态. Where I am signed in, and the way to end it there. */
export function SessionsPanel() {
  const { t } = useTranslation();
  const sessions = useSessions();
  const [ending, setEnding] = useState<string>();
  const others = (sessions.data ?? []).filter((session) => !session.current);
  const handleDone = () => setEnding(undefined);
  return (
    <Panel title={t('me.sessions')}>
      {sessions.error && <RefusalNotice error={sessions.error} />}
      <ul className="me-sessions">
        {(sessions.data ?? []).map((session) => (
          <li key={session.id}>
            <span className="number">
              {t('me.session_since', { at: momentText(t, session.created_at) })}
            </span>
            {session.current ? (
              <span className="chip">{t('me.session_current')}</span>
            ) : (
              <Button size="small" onClick={() => setEnding(session.id)}>
                {t('me.end_session')}
              </Button>
            )}
            {ending === session.id && <EndForm id={session.id} onDone={handleDone} />}
          </li>
        ))}
      </ul>
      {others.length > 1 && ending !== '' && (
        <Button onClick={() => setEnding('')}>{t('me.end_others')}</Button>
      )}
      {ending === '' && <EndForm onDone={handleDone} />}
    </Panel>
  );
}
