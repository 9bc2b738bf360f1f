import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignIn } from '../../api/session';
import { ConstructionDrawing, Motif } from '../../ui/Motif';
import { useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { changeSettings, type Language, useSettings } from '../../ui/settings';
import './sign-in.css';

const languages: Language[] = ['zh-Hans', 'zh-Hant', 'en'];

export function LanguageLinks() {
  const { t } = useTranslation();
  const { language } = useSettings();
  return (
    <div className="row-wrap">
      {languages.map((one) => (
        <button
          type="button"
          key={one}
          lang={one}
          className="plain-button sign-in-language"
          aria-pressed={one === language}
          onClick={() => changeSettings({ language: one })}
        >
          {t(`language.${one}`)}
        </button>
      ))}
    </div>
  );
}

export function SignInPage() {
  const { t } = useTranslation();
  useTitle(t('session.sign_in'));
  const signIn = useSignIn();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  // Who needs a code is not told before somebody is let in: everyone may enter one at the second
  // try, and at the first where one was taken before.
  const [asksCode, setAsksCode] = useState(useSettings().usesCode);
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(
      { login: login.trim(), password, code: code.trim() || undefined },
      {
        onSuccess: () => code && changeSettings({ usesCode: true }),
        onError: () => {
          setCode('');
          setAsksCode(true);
        },
      },
    );
  };
  return (
    <main className="sign-in">
      <div className="sign-in-cover">
        <ConstructionDrawing className="sign-in-drawing" />
        <p className="sign-in-motto clause-voice">{t('app.motto')}</p>
        <p className="sign-in-claim">{t('app.claim')}</p>
      </div>
      <div className="sign-in-side">
        <form className="sign-in-form" onSubmit={handleSubmit}>
          <div className="sign-in-name">
            <Motif size={34} />
            <h1>{t('app.name')}</h1>
          </div>
          <label htmlFor="login">{t('session.login')}</label>
          <Input
            id="login"
            name="username"
            size="large"
            autoComplete="username"
            autoFocus
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
          <label htmlFor="password">{t('session.password')}</label>
          <Input.Password
            id="password"
            name="password"
            size="large"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          {asksCode && (
            <>
              <label htmlFor="code">{t('session.code')}</label>
              <Input
                id="code"
                name="code"
                size="large"
                autoComplete="one-time-code"
                aria-describedby="code-hint"
                value={code}
                onChange={(event) => setCode(event.target.value.normalize('NFKC'))}
              />
              <span className="faint" id="code-hint">
                {t('session.code_hint')}
              </span>
            </>
          )}
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            block
            loading={signIn.isPending}
            disabled={login.trim() === '' || password === ''}
          >
            {t('session.sign_in')}
          </Button>
          {Boolean(signIn.error) && <RefusalNotice error={signIn.error} />}
        </form>
        <LanguageLinks />
      </div>
    </main>
  );
}
