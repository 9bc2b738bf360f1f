import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseFilter } from '../../api/cases';
import { useChoices } from '../../api/lookups';
import { usePack, usePacks } from '../../api/packs';
import { viewOf, views } from './filter';

type FilterBarProps = {
  filter: CaseFilter;
  onChange: (filter: CaseFilter, isWhole?: boolean) => void;
};

type PickProps = {
  label: string;
  value?: string;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
};

function Pick({ label, value, options, onChange }: PickProps) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      value={value}
      options={options}
      allowClear
      popupMatchSelectWidth={false}
      onChange={(next?: string) => onChange(next)}
      className="filter-pick"
    />
  );
}

function SearchField({ value, onSearch }: { value?: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation();
  const field = useRef<InputRef>(null);
  const [typed, setTyped] = useState(value ?? '');
  useEffect(() => setTyped(value ?? ''), [value]);
  return (
    <Input
      ref={field}
      data-page-search
      aria-label={t('queue.search')}
      placeholder={t('queue.search')}
      prefix={<SearchOutlined aria-hidden />}
      value={typed}
      allowClear
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value === '') onSearch('');
      }}
      onPressEnter={() => onSearch(typed.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Escape') field.current?.blur();
      }}
      className="filter-search"
    />
  );
}

export function FilterBar({ filter, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const packs = usePacks();
  const sites = useChoices('sites');
  const departments = useChoices('departments');
  const pack = usePack(filter.pack ?? '', Boolean(filter.pack));
  const type = pack.data?.types.find((one) => one.type === filter.type);
  const view = viewOf(filter);
  const named = (list: { key: string; name: string }[] | undefined) =>
    (list ?? []).map((one) => ({ value: one.key, label: one.name }));
  return (
    <search className="filters no-print">
      <fieldset className="views">
        <legend className="unseen">{t('queue.views')}</legend>
        {views.map((one) => (
          <button
            type="button"
            key={one.id}
            className="plain-button view"
            aria-pressed={one.id === view}
            onClick={() => {
              const { owner: _owner, due: _due, open: _open, sort: _sort, ...rest } = filter;
              onChange({ ...rest, ...one.filter }, true);
            }}
          >
            {t(`queue.view.${one.id}`)}
          </button>
        ))}
      </fieldset>
      <div className="filter-fields">
        <SearchField value={filter.q} onSearch={(q) => onChange({ q })} />
        <Pick
          label={t('queue.pack')}
          value={filter.pack}
          options={(packs.data ?? []).map((one) => ({ value: one.id, label: one.title }))}
          onChange={(value) => onChange({ pack: value, type: undefined, state: undefined })}
        />
        {pack.data && (
          <Pick
            label={t('queue.type')}
            value={filter.type}
            options={pack.data.types.map((one) => ({ value: one.type, label: one.title }))}
            onChange={(value) => onChange({ type: value, state: undefined })}
          />
        )}
        {type && (
          <Pick
            label={t('queue.state')}
            value={filter.state}
            options={type.states.map((one) => ({ value: one.id, label: one.title }))}
            onChange={(state) => onChange({ state })}
          />
        )}
        <Pick
          label={t('queue.site')}
          value={filter.site}
          options={named(sites.data)}
          onChange={(site) => onChange({ site })}
        />
        <Pick
          label={t('queue.department')}
          value={filter.department}
          options={named(departments.data)}
          onChange={(department) => onChange({ department })}
        />
      </div>
    </search>
  );
}
