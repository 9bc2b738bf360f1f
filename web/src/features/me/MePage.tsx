import { Button, Radio, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useBoards } from '../../api/boards';
import { useMe, useSignOut } from '../../api/session';
import { useWidth } from '../../ui/media';
import { PageHead, Panel, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { type Appearance, changeSettings, type Language, useSettings } from '../../ui/settings';
import { PasswordPanel } from './PasswordPanel';
import { SecondFactorPanel } from './SecondFactorPanel';
import { SessionsPanel } from './SessionsPanel';
import './me.css';

const languages: Language[] = ['zh-Hans', 'zh-Hant', 'en'];
const appearances: Appearance[] = ['system', 'light', 'dark'];
const places = ['approvals', 'breaches', 'reports', 'calendar', 'packs'];

function Preferences() {
  const { t } = useTranslation();
  const settings = useSettings();
  return (
    <Panel title={t('me.preferences')}>
      <div className="me-settings">
        <span id="me-language">{t('me.language')}</span>
        <Radio.Group
          aria-labelledby="me-language"
          optionType="button"
          value={settings.language}
          options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
          onChange={(event) => changeSettings({ language: event.target.value as Language })}
        />
        <span id="me-appearance">{t('me.appearance')}</span>
        <Radio.Group
          aria-labelledby="me-appearance"
          optionType="button"
          value={settings.appearance}
          options={appearances.map((value) => ({ value, label: t(`me.${value}`) }))}
          onChange={(event) => changeSettings({ appearance: event.target.value as Appearance })}
        />
        <span id="me-keys">{t('me.single_keys')}</span>
        <span className="row-wrap">
          <Switch
            aria-labelledby="me-keys"
            checked={settings.singleKeys}
            onChange={(singleKeys) => changeSettings({ singleKeys })}
          />
          <span className="faint">{t('me.single_keys_hint')}</span>
        </span>
      </div>
    </Panel>
  );
}

/** 我. Who the server takes me for, and how the pages should look and sound. */
export function MePage() {
  const { t } = useTranslation();
  useTitle(t('nav.me'));
  const me = useMe().data;
  const width = useWidth();
  const boards = useBoards().data ?? [];
  const signOut = useSignOut();
  if (!me) return null;
  const { department } = me.person;
  return (
    <div className="page me-page">
      <PageHead
        title={me.person.name}
        sub={[me.company.name, department?.name].filter(Boolean).join(' · ')}
      >
        <Button onClick={() => signOut.mutate()} loading={signOut.isPending}>
          {t('session.sign_out')}
        </Button>
      </PageHead>
      {signOut.error && <RefusalNotice error={signOut.error} />}
      <div className="stack">
        {width === 'phone' && (
          <Panel title={t('me.places')}>
            <div className="me-places">
              {places.map((place) => (
                <Link key={place} to={`/${place}`}>
                  {t(`nav.${place}`)}
                </Link>
              ))}
              {boards.map((board) => (
                <Link key={`${board.pack}/${board.id}`} to={`/boards/${board.pack}/${board.id}`}>
                  {board.title}
                </Link>
              ))}
            </div>
          </Panel>
        )}
        <Preferences />
        <SessionsPanel />
        <SecondFactorPanel />
        <PasswordPanel />
        <Panel title={t('me.roles')}>
          <ul className="me-roles">
            {me.roles.map((role) => (
              <li key={`${role.role}-${role.site?.key}-${role.department?.key}`}>
                <strong>{role.title}</strong>{' '}
                <span className="soft">
                  {[role.site?.name, role.department?.name].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
          {me.roles.length === 0 && <p className="soft">{t('me.no_roles')}</p>}
        </Panel>
        <Panel title={t('nav.packs')}>
          <ul className="me-roles">
            {me.packs.map((pack) => (
              <li key={pack.id}>
                <Link to={`/packs/${pack.id}`}>{pack.title}</Link>{' '}
                <span className="faint number">{pack.version}</span>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </div>
  );
}
