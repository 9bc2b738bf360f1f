import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangePassword } from '../../api/account';
import { Panel } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';

/** 修改密码. The old one and the new; everywhere else I am signed out. */
export function PasswordPanel() {
  const { t } = useTranslation();
  const change = useChangePassword();
  const [password, setPassword] = useState('');
  const [wanted, setWanted] = useState('');
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { password, new_password: wanted },
      {
        onSuccess: () => {
          setPassword('');
          setWanted('');
        },
      },
    );
  };
  return (
    <Panel title={t('me.change_password')}>
      <form className="me-form" onSubmit={handleSubmit}>
        <label htmlFor="old-password">{t('me.old_password')}</label>
        <Input.Password
          id="old-password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <label htmlFor="new-password">{t('me.new_password')}</label>
        <Input.Password
          id="new-password"
          autoComplete="new-password"
          aria-describedby="new-password-hint"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <span className="faint" id="new-password-hint">
          {t('me.new_password_hint')}
        </span>
        <div className="row-wrap">
          <Button htmlType="submit" disabled={!password || !wanted} loading={change.isPending}>
            {t('me.change_password')}
          </Button>
          {change.isSuccess && <span role="status">{t('me.password_changed')}</span>}
        </div>
        {change.error && <RefusalNotice error={change.error} />}
      </form>
    </Panel>
  );
}
