import { Checkbox, InputNumber, Radio, Select, Input as TextInput } from 'antd';
import { type KeyboardEvent, lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../api/types';
import { AttachmentControl } from '../attachments/AttachmentControl';
import { isAttachmentType } from '../attachments/files';
import { ClientPicker, ListPicker, RecordPicker } from './pickers';
import { elementType } from './values';

const DateControl = lazy(async () => ({ default: (await import('./DateControl')).DateControl }));

export type ControlProps = {
  id: string;
  input: Input;
  value: unknown;
  onChange: (value: unknown) => void;
  invalid?: boolean;
  clientFooter?: (typed: string, close: () => void) => ReactNode;
};

const listKinds = { person: 'people', department: 'departments', site: 'sites' } as const;
const isListKind = (type: string): type is keyof typeof listKinds => type in listKinds;

/** Few choices lie open, and a digit picks one; many fold into a list. */
function Choices({ id, input, value, onChange, invalid }: ControlProps) {
  const { t } = useTranslation();
  const choices = input.choices ?? [];
  const multiple = elementType(input.type) !== undefined;
  if (multiple || choices.length > 5) {
    return (
      <Select
        id={id}
        aria-label={input.title}
        mode={multiple ? 'multiple' : undefined}
        value={value as string}
        status={invalid ? 'error' : undefined}
        placeholder={t('form.choose')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={choices.map((c) => ({ value: c.value as string, label: c.title }))}
        onChange={onChange}
        className="control-wide"
      />
    );
  }
  const handleDigit = (event: KeyboardEvent) => {
    const choice = choices[Number(event.key) - 1];
    if (choice) onChange(choice.value);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the digits are an addition to the radio keys
    <div onKeyDown={handleDigit} className={invalid ? 'choices choices-invalid' : 'choices'}>
      <Radio.Group
        id={id}
        aria-labelledby={`${id}-label`}
        value={value}
        optionType="button"
        options={choices.map((c) => ({ value: c.value, label: c.title }))}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

const minutesOf = (text: unknown): number | null => {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(String(text ?? ''));
  if (!match) return null;
  return Number(match[1] ?? 0) * 1440 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
};

function NumberControl({ id, input, value, onChange, invalid }: ControlProps) {
  const { t } = useTranslation();
  const shared = {
    id,
    status: invalid ? ('error' as const) : undefined,
    className: 'control-number',
  };
  if (input.type === 'money') {
    return (
      <InputNumber
        {...shared}
        prefix="¥"
        precision={2}
        value={typeof value === 'number' ? value / 100 : null}
        onChange={(yuan) => onChange(yuan === null ? undefined : Math.round(yuan * 100))}
      />
    );
  }
  if (input.type === 'duration') {
    return (
      <InputNumber
        {...shared}
        suffix={t('unit.minutes')}
        min={0}
        value={minutesOf(value)}
        onChange={(minutes) => onChange(minutes === null ? undefined : `PT${minutes}M`)}
      />
    );
  }
  return (
    <InputNumber
      {...shared}
      value={typeof value === 'number' ? value : null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

function ListControl(props: ControlProps & { element: string }) {
  const { id, input, value, onChange, invalid, element } = props;
  const { t } = useTranslation();
  if (isListKind(element)) {
    return (
      <ListPicker
        id={id}
        kind={listKinds[element]}
        multiple
        value={value as string[] | undefined}
        onChange={onChange}
        invalid={invalid}
      />
    );
  }
  return (
    <Select
      id={id}
      aria-label={input.title}
      mode="tags"
      open={false}
      suffixIcon={null}
      value={(value as string[] | undefined) ?? []}
      status={invalid ? 'error' : undefined}
      placeholder={t('form.several')}
      tokenSeparators={[' ', ',', '，', '、']}
      onChange={onChange}
      className="control-wide"
    />
  );
}

/** One control for one input, by the type that the pack gives it. */
export function Control(props: ControlProps) {
  const { id, input, value, onChange, invalid, clientFooter } = props;
  const status = invalid ? ('error' as const) : undefined;
  const text = value as string | undefined;
  const { type } = input;
  if (isAttachmentType(type)) return <AttachmentControl {...props} />;
  if (input.choices) return <Choices {...props} />;
  const element = elementType(type);
  if (element) return <ListControl {...props} element={element} />;
  if (type === 'boolean') {
    return (
      <Checkbox id={id} checked={value === true} onChange={(e) => onChange(e.target.checked)}>
        {input.title}
      </Checkbox>
    );
  }
  if (type === 'number' || type === 'money' || type === 'duration')
    return <NumberControl {...props} />;
  if (type === 'date' || type === 'time' || type === 'moment') {
    return (
      <Suspense fallback={<TextInput id={id} disabled />}>
        <DateControl id={id} kind={type} value={text} onChange={onChange} invalid={invalid} />
      </Suspense>
    );
  }
  const picker = { id, value: text, onChange, invalid };
  if (type === 'client') return <ClientPicker {...picker} footer={clientFooter} />;
  if (isListKind(type)) {
    return (
      <ListPicker
        id={id}
        kind={listKinds[type]}
        value={text}
        onChange={onChange}
        invalid={invalid}
      />
    );
  }
  if (type.startsWith('ref ')) return <RecordPicker {...picker} type={type.slice(4)} />;
  const change = (next: string) => onChange(next === '' ? undefined : next);
  if (type === 'long_text' || type === 'context') {
    return (
      <TextInput.TextArea
        id={id}
        rows={2}
        className="control-text"
        value={text ?? ''}
        status={status}
        onChange={(event) => change(event.target.value)}
      />
    );
  }
  return (
    <TextInput
      id={id}
      value={text ?? ''}
      status={status}
      autoComplete="off"
      inputMode={/phone|contact/.test(input.name) ? 'tel' : undefined}
      onChange={(event) => change(event.target.value)}
    />
  );
}
