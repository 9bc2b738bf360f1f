import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignIn } from '../../api/session';
import { ConstructionDrawing, Motif } from '../../ui/Motif';
import { useTitle } from '../../ui/Parts';
import { problemOf, RefusalNotice } from '../../ui/RefusalNotice';
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
  const [asksCode, setAsksCode] = useState(false);
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(
      { login: login.trim(), password, code: code.trim() || undefined },
      {
        onError: (error) => {
          setCode('');
          if (problemOf(error).code === 'SECOND_FACTOR_NEEDED') setAsksCode(true);
        },
      },
    );
  };
  const isAsked = problemOf(signIn.error).code === 'SECOND_FACTOR_NEEDED';
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
                inputMode="text"
                autoFocus
                aria-describedby="code-hint"
                value={code}
                onChange={(event) => setCode(event.target.value)}
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
            disabled={login.trim() === '' || password === '' || (asksCode && code.trim() === '')}
          >
            {t('session.sign_in')}
          </Button>
          {Boolean(signIn.error) && !isAsked && <RefusalNotice error={signIn.error} />}
        </form>
        <LanguageLinks />
      </div>
    </main>
  );
}
