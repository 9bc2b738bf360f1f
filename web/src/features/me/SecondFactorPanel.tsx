import { QRCodeSVG } from '@rc-component/qrcode';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  useBeginSecondFactor,
  useConfirmSecondFactor,
  useDropSecondFactor,
  useSecondFactor,
} from '../../api/account';
import { Panel } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';

type FieldProps = { id: string; label: string; value: string; onChange: (value: string) => void };

function PasswordField({ id, label, value, onChange }: FieldProps) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Input.Password
        id={id}
        autoComplete="current-password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}

function CodeField({ id, label, value, onChange }: FieldProps) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        autoComplete="one-time-code"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}

/** Three steps: the password, the key for the telephone with its first code, the codes on paper. */
function TurnOn({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const { t } = useTranslation();
  const begin = useBeginSecondFactor();
  const confirm = useConfirmSecondFactor();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const handleBegin = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate({ password });
  };
  const handleConfirm = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate({ code }, { onSuccess: onCodes });
  };
  if (!begin.data) {
    return (
      <form className="me-form" onSubmit={handleBegin}>
        <PasswordField
          id="factor-password"
          label={t('me.password_once_more')}
          value={password}
          onChange={setPassword}
        />
        <div className="row-wrap">
          <Button htmlType="submit" disabled={!password} loading={begin.isPending}>
            {t('me.factor_turn_on')}
          </Button>
        </div>
        {begin.error && <RefusalNotice error={begin.error} />}
      </form>
    );
  }
  return (
    <form className="me-form" onSubmit={handleConfirm}>
      <p>{t('me.factor_scan')}</p>
      <div className="me-qr">
        <QRCodeSVG
          value={begin.data.address}
          size={180}
          marginSize={4}
          bgColor="#ffffff"
          fgColor="#000000"
          title={t('me.factor_qr')}
        />
      </div>
      <p className="soft">{t('me.factor_by_hand')}</p>
      <p className="number me-key">{begin.data.key.replace(/(.{4})(?=.)/g, '$1 ')}</p>
      <CodeField
        id="factor-code"
        label={t('me.factor_first_code')}
        value={code}
        onChange={setCode}
      />
      <div className="row-wrap">
        <Button type="primary" htmlType="submit" disabled={!code} loading={confirm.isPending}>
          {t('me.factor_confirm')}
        </Button>
      </div>
      {confirm.error && <RefusalNotice error={confirm.error} />}
    </form>
  );
}

function TurnOff() {
  const { t } = useTranslation();
  const drop = useDropSecondFactor();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    drop.mutate({ password, code });
  };
  return (
    <form className="me-form" onSubmit={handleSubmit}>
      <PasswordField
        id="factor-off-password"
        label={t('me.password_once_more')}
        value={password}
        onChange={setPassword}
      />
      <CodeField id="factor-off-code" label={t('session.code')} value={code} onChange={setCode} />
      <div className="row-wrap">
        <Button htmlType="submit" disabled={!password || !code} loading={drop.isPending}>
          {t('me.factor_turn_off')}
        </Button>
      </div>
      {drop.error && <RefusalNotice error={drop.error} />}
    </form>
  );
}

/** 二次验证. A code from the telephone beside the password. */
export function SecondFactorPanel() {
  const { t } = useTranslation();
  const factor = useSecondFactor().data;
  const [codes, setCodes] = useState<string[]>();
  if (!factor?.offered) return null;
  return (
    <Panel title={t('me.factor')}>
      {factor.required && !factor.on && <p role="alert">{t('me.factor_required')}</p>}
      <p className="soft">
        {factor.on ? t('me.factor_on', { number: factor.recovery_codes }) : t('me.factor_why')}
      </p>
      {codes && (
        <section role="status">
          <p>
            <strong>{t('me.factor_keep_codes')}</strong>
          </p>
          <ul className="me-codes number">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </section>
      )}
      {factor.on ? <TurnOff /> : <TurnOn onCodes={setCodes} />}
    </Panel>
  );
}
