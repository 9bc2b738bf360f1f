import { useTranslation } from 'react-i18next';
import type { PackView } from '../../api/packs';
import { Citations } from '../../ui/ArticleCitation';
import { DataTable, Panel, StateTag } from '../../ui/Parts';
import { namesOf, valueText } from '../../ui/parameter';
import { ParameterOrigin } from './RuleItem';

export function Parameters({ pack }: { pack: PackView }) {
  const { t } = useTranslation();
  const names = namesOf(pack);
  return (
    <div className="panel">
      <DataTable
        caption={t('pack.parameters')}
        rows={pack.parameters}
        rowKey={(parameter) => parameter.name}
        columns={[
          { key: 'title', title: t('pack.parameter'), cell: (one) => one.title },
          {
            key: 'value',
            title: t('pack.value'),
            cell: (one) => (
              <>
                <span className="number parameter-value">{valueText(t, one, names)}</span>{' '}
                <ParameterOrigin parameter={one} names={names} />
              </>
            ),
          },
          {
            key: 'rules',
            title: t('clause.basis'),
            cell: (one) => <Citations rules={one.rules} pack={pack.id} />,
          },
        ]}
      />
    </div>
  );
}

export function Flows({ pack }: { pack: PackView }) {
  const { t } = useTranslation();
  return (
    <div className="stack flows">
      {pack.types.map((type) => (
        <Panel key={type.type} title={type.title}>
          <p className="row-wrap flow-states">
            {type.states.map((state) => (
              <StateTag key={state.id} state={state} />
            ))}
          </p>
          <ul className="flow-commands">
            {type.commands.map((command) => (
              <li key={command.command}>
                <strong>{command.title}</strong> <Citations rules={command.rules} pack={pack.id} />
                {command.inputs.length > 0 && (
                  <p className="faint">
                    {command.inputs
                      .map((input) => `${input.title}${input.required ? '*' : ''}`)
                      .join(t('list.comma'))}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </div>
  );
}

export function Codes({ pack }: { pack: PackView }) {
  const { t } = useTranslation();
  return (
    <div className="panel">
      <DataTable
        caption={t('pack.codes')}
        rows={pack.codes}
        rowKey={(code) => code.code}
        columns={[
          { key: 'title', title: t('pack.code_title'), cell: (code) => code.title },
          { key: 'help', title: t('problem.what_to_do'), cell: (code) => code.help },
          { key: 'code', title: t('pack.code'), cell: (code) => <code>{code.code}</code> },
        ]}
      />
    </div>
  );
}

export function Roles({ pack }: { pack: PackView }) {
  const { t } = useTranslation();
  return (
    <div className="panel">
      <DataTable
        caption={t('pack.roles')}
        rows={pack.roles}
        rowKey={(role) => role.id}
        columns={[
          { key: 'title', title: t('pack.role'), cell: (role) => <strong>{role.title}</strong> },
          { key: 'does', title: t('pack.does'), cell: (role) => role.does },
          { key: 'id', title: t('pack.name'), cell: (role) => <code>{role.id}</code> },
        ]}
      />
    </div>
  );
}
