import { Button, Input } from 'antd';
import { type FormEvent, lazy, type ReactNode, Suspense, useState } from 'react';
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

type AskProps = {
  text: string;
  complete: boolean;
  change: { isPending: boolean; error: unknown };
  onSubmit: () => void;
  onCancel: () => void;
  children: ReactNode;
};

/** What is asked, the button that says what comes of it, and what was wrong. */
function Ask({ text, complete, change, onSubmit, onCancel, children }: AskProps) {
  const { t } = useTranslation();
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="me-form" onSubmit={handleSubmit}>
      {children}
      <div className="row-wrap">
        <Button type="primary" htmlType="submit" disabled={!complete} loading={change.isPending}>
          {text}
        </Button>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </div>
      {Boolean(change.error) && <RefusalNotice error={change.error} />}
    </form>
  );
}

type StepProps = { onCodes: (codes: string[]) => void; onCancel: () => void };

type NewKey = { key: string; address: string };

/** The key for the telephone, and the first code that it shows. */
function Confirm({ onCodes, onCancel, made }: StepProps & { made: NewKey }) {
  const { t } = useTranslation();
  const confirm = useConfirmSecondFactor();
  const [code, setCode] = useState('');
  return (
    <Ask
      text={t('me.factor_confirm')}
      complete={Boolean(code)}
      change={confirm}
      onSubmit={() => confirm.mutate({ code }, { onSuccess: onCodes })}
      onCancel={onCancel}
    >
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
    </Ask>
  );
}

/** Three steps: the password, the key with its first code, and outside of this the codes on paper. */
function TurnOn({ onCodes, onCancel }: StepProps) {
  const { t } = useTranslation();
  const begin = useBeginSecondFactor();
  const [password, setPassword] = useState('');
  if (begin.data) return <Confirm made={begin.data} onCodes={onCodes} onCancel={onCancel} />;
  return (
    <Ask
      text={t('me.factor_turn_on')}
      complete={Boolean(password)}
      change={begin}
      onSubmit={() => begin.mutate({ password })}
      onCancel={onCancel}
    >
      <PasswordField
        id="factor-password"
        label={t('me.password_once_more')}
        value={password}
        focus
        onChange={setPassword}
      />
    </Ask>
  );
}

type BothProps = {
  text: string;
  change: { isPending: boolean; error: unknown };
  onSubmit: (both: { password: string; code: string }) => void;
  onCancel: () => void;
};

/** What is on is changed by who has both: a desk left open is not enough. */
function AskForBoth({ text, change, onSubmit, onCancel }: BothProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  return (
    <Ask
      text={text}
      complete={Boolean(password && code)}
      change={change}
      onSubmit={() => onSubmit({ password, code })}
      onCancel={onCancel}
    >
      <PasswordField
        id="factor-password"
        label={t('me.password_once_more')}
        value={password}
        focus
        onChange={setPassword}
      />
      <CodeField id="factor-code" label={t('me.factor_code')} value={code} onChange={setCode} />
    </Ask>
  );
}

function Renew({ onCodes, onCancel }: StepProps) {
  const { t } = useTranslation();
  const renew = useRenewRecoveryCodes();
  return (
    <AskForBoth
      text={t('me.factor_renew')}
      change={renew}
      onSubmit={(both) => renew.mutate(both, { onSuccess: onCodes })}
      onCancel={onCancel}
    />
  );
}

function TurnOff({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const drop = useDropSecondFactor();
  return (
    <AskForBoth
      text={t('me.factor_turn_off')}
      change={drop}
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
