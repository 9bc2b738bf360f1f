import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../api/types';
import { isAttachmentType } from '../attachments/files';
import { Control } from './Control';
import { initialValues, type Values } from './values';
import './form.css';

type FieldsProps = {
  inputs: Input[];
  values: Values;
  onChange: (values: Values) => void;
  faulty?: Set<string>;
  idPrefix: string;
  clientFooter?: (typed: string, close: () => void) => ReactNode;
};

function Rows({
  input,
  value,
  onChange,
  id,
  clientFooter,
}: {
  input: Input;
  value: Values[];
  onChange: (rows: Values[]) => void;
  id: string;
  clientFooter: FieldsProps['clientFooter'];
}) {
  const { t } = useTranslation();
  const of = input.of ?? [];
  return (
    <fieldset className="field-rows">
      <legend>
        {input.title}
        {input.required && <Needed />}
      </legend>
      {value.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div className="field-row" key={index}>
          <span className="field-row-number" aria-hidden>
            {index + 1}
          </span>
          <Fields
            inputs={of}
            values={row}
            idPrefix={`${id}-${index}`}
            clientFooter={clientFooter}
            onChange={(next) => onChange(value.map((old, at) => (at === index ? next : old)))}
          />
          {(value.length > 1 || !input.required) && (
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('form.remove_row', { number: index + 1, title: input.title })}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...value, initialValues(of)])}
      >
        {t('form.add_row', { title: input.title })}
      </Button>
    </fieldset>
  );
}

function Needed() {
  const { t } = useTranslation();
  return (
    <span className="field-needed">
      <span aria-hidden>*</span>
      <span className="unseen">{t('form.needed')}</span>
    </span>
  );
}

/** Open choices take a line of their own unless they are few and short. */
function isWide(input: Input): boolean {
  if (input.choices) {
    const letters = input.choices.reduce((sum, choice) => sum + choice.title.length + 3, 0);
    return input.choices.length <= 5 && letters > 22;
  }
  return input.type === 'long_text' || input.type === 'context' || isAttachmentType(input.type);
}

/** The fields of a form as the pack describes them, in its order. */
export function Fields({ inputs, values, onChange, faulty, idPrefix, clientFooter }: FieldsProps) {
  const change = (name: string) => (value: unknown) => onChange({ ...values, [name]: value });
  return (
    <div className="fields">
      {inputs.map((input) => {
        const id = `${idPrefix}-${input.name}`;
        if (input.of) {
          const rows = (values[input.name] as Values[] | undefined) ?? [];
          return (
            <Rows
              key={input.name}
              id={id}
              input={input}
              value={rows}
              onChange={change(input.name)}
              clientFooter={clientFooter}
            />
          );
        }
        const invalid = faulty?.has(input.name) ?? false;
        const isBoolean = input.type === 'boolean' && !input.choices;
        return (
          <div
            className={`field ${isWide(input) ? 'field-wide' : ''}`}
            key={input.name}
            data-filled={values[input.name] !== undefined}
          >
            {!isBoolean && (
              <label
                htmlFor={id}
                id={`${id}-label`}
                className={invalid ? 'field-faulty' : undefined}
              >
                {input.title}
                {input.required && <Needed />}
              </label>
            )}
            <Control
              id={id}
              input={input}
              value={values[input.name]}
              onChange={change(input.name)}
              invalid={invalid}
              clientFooter={clientFooter}
            />
          </div>
        );
      })}
    </div>
  );
}
