import { Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSearch } from '../api/lookups';
import { useMe } from '../api/session';
import { recentFirst, recentOf, useOffered } from '../ui/beginnings';
import { clientLine } from '../ui/form/pickers';

type Choice = { key: string; group: string; title: string; line?: string; to: string };

const pagesToGo = ['desk', 'cases', 'clients', 'breaches', 'reports', 'calendar', 'packs', 'me'];

function useChoicesFor(q: string): Choice[] {
  const { t } = useTranslation();
  const found = useSearch(q);
  const me = useMe().data;
  const { offered } = useOffered();
  const words = q.trim().toLowerCase();
  const fits = (title: string) =>
    words.split(/\s+/).every((word) => title.toLowerCase().includes(word));
  const clients = (words ? (found.data?.clients ?? []) : []).map((row) => ({
    key: `client-${row.key}`,
    group: t('nav.clients'),
    title: row.title,
    line: clientLine(row),
    to: `/clients/${encodeURIComponent(row.key)}`,
  }));
  const cases = (words ? (found.data?.cases ?? []) : []).map((row) => ({
    key: `case-${row.id}`,
    group: t('nav.cases'),
    title: `${row.number} ${row.title}`,
    line: [row.client?.name, row.state.title].filter(Boolean).join(' · '),
    to: `/cases/${encodeURIComponent(row.id)}`,
  }));
  const acts = recentFirst(offered, me ? recentOf(me.person.key) : [])
    .filter((one) => fits(`${one.action.title} ${one.packTitle}`))
    .slice(0, words ? 8 : 5)
    .map(({ key, action, packTitle }) => ({
      key: `new-${key}`,
      group: t('nav.new'),
      title: action.title,
      line: packTitle,
      to: `/new/${key}`,
    }));
  const pages = pagesToGo
    .map((name) => ({
      key: `page-${name}`,
      group: t('search.pages'),
      title: t(`nav.${name}`),
      to: name === 'desk' ? '/' : `/${name}`,
    }))
    .filter((page) => fits(page.title));
  // Who types the name of a form wants the form, not the cases whose text has the word.
  const named = words ? acts.filter((act) => act.title.toLowerCase().startsWith(words)) : [];
  const others = acts.filter((act) => !named.includes(act));
  return [...named, ...clients, ...cases, ...others, ...pages];
}

function PaletteList({
  choices,
  at,
  onPick,
}: {
  choices: Choice[];
  at: number;
  onPick: (choice: Choice) => void;
}) {
  const { t } = useTranslation();
  if (choices.length === 0) return <p className="palette-none soft">{t('search.nothing')}</p>;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the text field that owns the list
    <div
      role="listbox"
      id="palette-list"
      aria-label={t('search.title')}
      className="palette-list"
      onClick={(event) => {
        const option = (event.target as Element).closest<HTMLElement>('[data-at]');
        const choice = choices[Number(option?.dataset.at)];
        if (option && choice) onPick(choice);
      }}
    >
      {choices.map((choice, index) => (
        <div
          key={choice.key}
          id={`palette-${index}`}
          data-at={index}
          role="option"
          aria-selected={index === at}
          className="palette-option"
        >
          <span className="chip">{choice.group}</span>
          <span className="palette-title">{choice.title}</span>
          <span className="palette-line faint">{choice.line}</span>
        </div>
      ))}
    </div>
  );
}

/** Ctrl+K. Clients, cases, forms and pages from one line. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const field = useRef<InputRef>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const choices = useChoicesFor(useDeferredValue(typed));
  const selected = Math.min(at, Math.max(0, choices.length - 1));
  useEffect(() => {
    document.getElementById(`palette-${selected}`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const handlePick = (choice: Choice) => {
    onClose();
    navigate(choice.to);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) {
      event.preventDefault();
      setAt((selected + move + choices.length) % Math.max(1, choices.length));
    }
    const choice = choices[selected];
    if (event.key === 'Enter' && choice) handlePick(choice);
  };
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      width={620}
      title={<span className="unseen">{t('search.title')}</span>}
      className="palette"
      afterOpenChange={(isOpen) => isOpen && field.current?.focus()}
    >
      <Input
        ref={field}
        size="large"
        variant="borderless"
        role="combobox"
        aria-label={t('search.title')}
        aria-expanded={choices.length > 0}
        aria-controls="palette-list"
        aria-activedescendant={choices.length > 0 ? `palette-${selected}` : undefined}
        placeholder={t('search.hint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={handleKey}
      />
      <PaletteList choices={choices} at={selected} onPick={handlePick} />
    </Modal>
  );
}
