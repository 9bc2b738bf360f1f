import { Button, Input } from 'antd';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  useBeginSecondFactor,
  useConfirmSecondFactor,
  useDropSecondFactor,
  useRenewRecoveryCodes,
  useSecondFactor,
} from '../../api/account';
import { Panel } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { RecoveryCodes } from './RecoveryCodes';

const fewCodes = 2;

/** Who is sent here for it sees it first, wherever on the page it is. */
const bringIntoSight = (asked: HTMLElement | null) => asked?.scrollIntoView({ block: 'center' });

// The drawing of QR codes is fetched by whoever turns it on.
const KeyPicture = lazy(async () => ({ default: (await import('./KeyPicture')).KeyPicture }));

type FieldProps = {
  id: string;
  label: string;
  value: string;
  focus?: boolean;
  onChange: (value: string) => void;
};

function PasswordField({ id, label, value, focus, onChange }: FieldProps) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Input.Password
        id={id}
        autoComplete="current-password"
        autoFocus={focus}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}

function CodeField({ id, label, value, focus, onChange }: FieldProps) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        autoComplete="one-time-code"
        autoFocus={focus}
        value={value}
        onChange={(event) => onChange(event.target.value.normalize('NFKC'))}
      />
    </>
  );
}

type StepProps = { onCodes: (codes: string[]) => void; onCancel: () => void };

/** The key for the telephone, and the first code that it shows. */
function Confirm({ onCodes, onCancel, made }: StepProps & { made: NewKey }) {
  const { t } = useTranslation();
  const confirm = useConfirmSecondFactor();
  const [code, setCode] = useState('');
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate({ code }, { onSuccess: onCodes });
  };
  return (
    <form className="me-form" onSubmit={handleSubmit}>
      <p>{t('me.factor_scan')}</p>
      <div className="me-qr">
        <Suspense>
          <KeyPicture address={made.address} title={t('me.factor_qr')} />
        </Suspense>
      </div>
      <p className="soft">{t('me.factor_by_hand')}</p>
      <p className="me-secret">{made.key.replace(/(.{4})(?=.)/g, '$1 ')}</p>
      <CodeField
        id="factor-code"
        label={t('me.factor_first_code')}
        value={code}
        focus
        onChange={setCode}
      />
      <div className="row-wrap">
        <Button type="primary" htmlType="submit" disabled={!code} loading={confirm.isPending}>
          {t('me.factor_confirm')}
        </Button>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </div>
      {confirm.error && <RefusalNotice error={confirm.error} />}
    </form>
  );
}

type NewKey = { key: string; address: string };

/** Three steps: the password, the key with its first code, and outside of this the codes on paper. */
function TurnOn({ onCodes, onCancel }: StepProps) {
  const { t } = useTranslation();
  const begin = useBeginSecondFactor();
  const [password, setPassword] = useState('');
  if (begin.data) return <Confirm made={begin.data} onCodes={onCodes} onCancel={onCancel} />;
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate({ password });
  };
  return (
    <form className="me-form" onSubmit={handleSubmit}>
      <PasswordField
        id="factor-password"
        label={t('me.password_once_more')}
        value={password}
        focus
        onChange={setPassword}
      />
      <div className="row-wrap">
        <Button type="primary" htmlType="submit" disabled={!password} loading={begin.isPending}>
          {t('me.factor_turn_on')}
        </Button>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </div>
      {begin.error && <RefusalNotice error={begin.error} />}
    </form>
  );
}

type Both = { password: string; code: string };
type BothProps = {
  text: string;
  pending: boolean;
  error: unknown;
  onSubmit: (both: Both) => void;
  onCancel: () => void;
};

/** What is on is changed by who has both: a desk left open is not enough. */
function BothForm({ text, pending, error, onSubmit, onCancel }: BothProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ password, code });
  };
  return (
    <form className="me-form" onSubmit={handleSubmit}>
      <PasswordField
        id="factor-password"
        label={t('me.password_once_more')}
        value={password}
        focus
        onChange={setPassword}
      />
      <CodeField id="factor-code" label={t('me.factor_code')} value={code} onChange={setCode} />
      <div className="row-wrap">
        <Button type="primary" htmlType="submit" disabled={!password || !code} loading={pending}>
          {text}
        </Button>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </div>
      {Boolean(error) && <RefusalNotice error={error} />}
    </form>
  );
}

function Renew({ onCodes, onCancel }: StepProps) {
  const { t } = useTranslation();
  const renew = useRenewRecoveryCodes();
  return (
    <BothForm
      text={t('me.factor_renew')}
      pending={renew.isPending}
      error={renew.error}
      onSubmit={(both) => renew.mutate(both, { onSuccess: onCodes })}
      onCancel={onCancel}
    />
  );
}

function TurnOff({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const drop = useDropSecondFactor();
  return (
    <BothForm
      text={t('me.factor_turn_off')}
      pending={drop.isPending}
      error={drop.error}
      onSubmit={(both) => drop.mutate(both, { onSuccess: onDone })}
      onCancel={onDone}
    />
  );
}

/** 二次验证. A code from the telephone beside the password. */
export function SecondFactorPanel() {
  const { t } = useTranslation();
  const factor = useSecondFactor().data;
  const [doing, setDoing] = useState<'turn_on' | 'renew' | 'turn_off'>();
  const [codes, setCodes] = useState<string[]>();
  if (!factor?.offered) return null;
  const handleDone = () => setDoing(undefined);
  const handleCodes = (told: string[]) => {
    setCodes(told);
    handleDone();
  };
  const begins = factor.on ? (['renew', 'turn_off'] as const) : (['turn_on'] as const);
  return (
    <Panel title={t('me.factor')}>
      {factor.required && !factor.on && (
        <p role="alert" className="me-asked" ref={bringIntoSight}>
          {t('me.factor_required')}
        </p>
      )}
      <p className="soft me-said">
        {factor.on ? t('me.factor_on', { number: factor.recovery_codes }) : t('me.factor_why')}{' '}
        {factor.on && factor.recovery_codes <= fewCodes && t('me.factor_few')}
      </p>
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />}
      {!doing && !codes && (
        <div className="row-wrap">
          {begins.map((one) => (
            <Button key={one} onClick={() => setDoing(one)}>
              {t(`me.factor_${one}`)}
            </Button>
          ))}
        </div>
      )}
      {doing === 'turn_on' && <TurnOn onCodes={handleCodes} onCancel={handleDone} />}
      {doing === 'renew' && <Renew onCodes={handleCodes} onCancel={handleDone} />}
      {doing === 'turn_off' && <TurnOff onDone={handleDone} />}
    </Panel>
  );
}
