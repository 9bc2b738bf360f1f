import type { BaseSelectRef } from '@rc-component/select';
import { Select } from 'antd';
import { type ReactNode, type Ref, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCases } from '../../api/cases';
import { useChoices, useClientSearch } from '../../api/lookups';
import type { Row } from '../../api/types';

export type PickerProps = {
  id: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  invalid?: boolean;
  label?: string;
  /** Shown under the list of clients, with what was typed. */
  footer?: (typed: string, close: () => void) => ReactNode;
  selectRef?: Ref<BaseSelectRef>;
};

export function clientLine(row: Row): string {
  const summary = row.summary ?? {};
  const rooms = Array.isArray(summary.rooms) ? summary.rooms.join(' ') : summary.rooms;
  return [summary.phone, rooms, row.site?.name].filter(Boolean).map(String).join(' · ');
}

/** A client by name, tail of the phone number, room or pinyin initials; the server finds. */
export function ClientPicker({
  id,
  value,
  onChange,
  invalid,
  footer,
  selectRef,
  label,
}: PickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const q = useDeferredValue(typed.trim());
  const found = useClientSearch(q, open || Boolean(value));
  const options = (found.data ?? []).map((row) => ({
    value: row.key,
    label: row.title,
    line: clientLine(row),
  }));
  const close = () => setOpen(false);
  return (
    <Select
      id={id}
      ref={selectRef}
      aria-label={label}
      value={value}
      open={open}
      onOpenChange={setOpen}
      status={invalid ? 'error' : undefined}
      placeholder={t('form.client_hint')}
      popupMatchSelectWidth={false}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      allowClear
      loading={found.isFetching}
      options={options}
      optionRender={(option) => (
        <span className="client-option">
          <span>{option.data.label}</span>
          <span className="faint">{option.data.line}</span>
        </span>
      )}
      onChange={(next: string | undefined) => {
        onChange(next);
        setTyped('');
      }}
      notFoundContent={
        found.isFetching
          ? t('state.loading')
          : found.error
            ? found.error.message
            : t('form.no_client')
      }
      popupRender={(menu) => (
        <>
          {menu}
          {footer?.(typed.trim(), close)}
        </>
      )}
      className="control-wide"
    />
  );
}

type ListKind = 'people' | 'departments' | 'sites';
type ListPickerProps = {
  id: string;
  kind: ListKind;
  multiple?: boolean;
  value: string | string[] | undefined;
  onChange: (value: string | string[] | undefined) => void;
  invalid?: boolean;
  label?: string;
  placeholder?: string;
};

export function ListPicker({ kind, multiple, value, onChange, invalid, ...rest }: ListPickerProps) {
  const { t } = useTranslation();
  const list = useChoices(kind);
  return (
    <Select
      {...rest}
      aria-label={rest.label}
      mode={multiple ? 'multiple' : undefined}
      value={value}
      status={invalid ? 'error' : undefined}
      placeholder={rest.placeholder ?? t('form.choose')}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={list.isPending}
      notFoundContent={list.error ? list.error.message : undefined}
      options={(list.data ?? []).map((item) => ({ value: item.key, label: item.name }))}
      onChange={onChange}
      className="control-wide"
    />
  );
}

/** The key of a record of one type, found by number or words. */
export function RecordPicker({
  id,
  type,
  value,
  onChange,
  invalid,
  label,
}: PickerProps & { type: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useCases({ type, q });
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Select
      id={id}
      aria-label={label}
      value={value}
      status={invalid ? 'error' : undefined}
      placeholder={t('form.choose')}
      allowClear
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={found.error ? found.error.message : undefined}
      options={rows.map((row) => ({ value: row.key, label: `${row.number} ${row.title}` }))}
      onChange={(next: string | undefined) => onChange(next)}
      className="control-wide"
    />
  );
}
