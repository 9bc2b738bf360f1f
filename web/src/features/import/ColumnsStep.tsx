import { Button, Select, Input as TextInput } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Action, ImportTable, Input } from '../../api/types';
import { Control } from '../../ui/form/Control';
import { DataTable, Panel } from '../../ui/Parts';
import { missing, type Plan, unfilled, withColumn, withFixed } from './plan';

type ColumnsStepProps = {
  table: ImportTable;
  action: Action;
  plan: Plan;
  isBusy: boolean;
  onChange: (plan: Plan) => void;
  onCheck: () => void;
};

const listTypes = new Set(['person', 'department', 'site']);

/** One value for all rows whose cell is empty: chosen where the pack offers choices. */
function FixedControl({ input, plan, onChange }: FixedProps) {
  const id = `fixed-${input.name}`;
  const value = plan.fixed[input.name];
  const change = (next: unknown) => onChange(withFixed(plan, input.name, String(next ?? '')));
  const isChosen = input.choices !== undefined || listTypes.has(input.type);
  return (
    <div className="import-field">
      <label id={`${id}-label`} htmlFor={id}>
        {input.title}
        {input.required && <span className="import-needed"> *</span>}
      </label>
      {isChosen ? (
        <Control id={id} input={input} value={value} onChange={change} />
      ) : (
        <TextInput
          id={id}
          value={value ?? ''}
          autoComplete="off"
          onChange={(event) => change(event.target.value)}
        />
      )}
    </div>
  );
}
type FixedProps = { input: Input; plan: Plan; onChange: (plan: Plan) => void };

/** What each column means; what comes from no column and stands in every row. */
export function ColumnsStep(props: ColumnsStepProps) {
  const { table, action, plan, isBusy, onChange, onCheck } = props;
  const { t } = useTranslation();
  const inputs = action.inputs.filter((input) => table.inputs.includes(input.name));
  const open = unfilled(plan, inputs);
  const lacking = missing(plan, inputs);
  const needed = open.filter((input) => input.required || plan.fixed[input.name]);
  const others = open.filter((input) => !needed.includes(input));
  return (
    <Panel
      title={t('import.step_columns')}
      extra={
        table.settled_by && (
          <span className="chip chip-final">{t(`import.settled.${table.settled_by}`)}</span>
        )
      }
    >
      <div className="import-columns">
        <DataTable
          caption={t('import.step_columns')}
          rows={table.columns}
          rowKey={(column) => column.title}
          columns={[
            {
              key: 'title',
              title: t('import.column'),
              cell: (column) => <strong>{column.title}</strong>,
              width: 200,
            },
            {
              key: 'input',
              title: t('import.means'),
              cell: (column) => (
                <Select
                  allowClear
                  className="import-means"
                  aria-label={t('import.means_of', { column: column.title })}
                  placeholder={t('import.ignored')}
                  showSearch={{ optionFilterProp: 'label' }}
                  value={plan.columns[column.title]}
                  onChange={(input) => onChange(withColumn(plan, column.title, input))}
                  options={inputs.map((input) => ({
                    value: input.name,
                    label: input.required ? `${input.title} *` : input.title,
                  }))}
                />
              ),
              width: 260,
            },
            {
              key: 'samples',
              title: t('import.samples'),
              cell: (column) => (
                <span className="soft import-samples">{column.samples.join(' · ')}</span>
              ),
            },
          ]}
        />
      </div>
      {open.length > 0 && (
        <section className="import-fixed" aria-label={t('import.fixed')}>
          <h3>{t('import.fixed')}</h3>
          <p className="faint">{t('import.fixed_hint')}</p>
          <div className="import-fixed-grid">
            {needed.map((input) => (
              <FixedControl key={input.name} input={input} plan={plan} onChange={onChange} />
            ))}
          </div>
          {others.length > 0 && (
            <details>
              <summary>{t('import.others', { number: others.length })}</summary>
              <div className="import-fixed-grid">
                {others.map((input) => (
                  <FixedControl key={input.name} input={input} plan={plan} onChange={onChange} />
                ))}
              </div>
            </details>
          )}
        </section>
      )}
      <div className="import-actions">
        <Button type="primary" loading={isBusy} disabled={lacking.length > 0} onClick={onCheck}>
          {t('import.check')}
        </Button>
        <span className={lacking.length > 0 ? 'import-lacking' : 'soft'} role="status">
          {lacking.length > 0
            ? t('import.missing', {
                names: lacking.map((one) => one.title).join(t('list.comma')),
              })
            : t('import.check_hint')}
        </span>
      </div>
    </Panel>
  );
}
