import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ClauseUse } from '../../api/clauseUse';
import type { Doing, PackRule, PackView } from '../../api/packs';
import type { Parameter } from '../../api/types';
import { valueText } from '../../ui/parameter';
import { TableView } from './TableView';
import { UseCounts } from './UseTable';

export function Marked({ text, words }: { text: string; words: string }) {
  const wanted = words.trim();
  const at = wanted ? text.toLowerCase().indexOf(wanted.toLowerCase()) : -1;
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + wanted.length)}</mark>
      {text.slice(at + wanted.length)}
    </>
  );
}

function DoingItem({ doing }: { doing: Doing }) {
  const { t } = useTranslation();
  return (
    <li>
      <span className="doing-title">{doing.title || doing.id}</span>
      {doing.lines.map((line) => (
        <span className="doing-line" key={line.name}>
          <span className="faint">{line.name}</span>
          {t('list.colon')}
          {line.text}
        </span>
      ))}
    </li>
  );
}

/** What the program does about a clause, acts beside acts and refusals beside refusals. */
function Doings({ does }: { does: Doing[] }) {
  const titles = [...new Set(does.map((one) => one.subject_title))];
  return titles.map((title) => (
    <div className="rule-line" key={title}>
      <dt>{title}</dt>
      <dd>
        <ul className="doings">
          {does
            .filter((one) => one.subject_title === title)
            .map((one) => (
              <DoingItem key={JSON.stringify(one)} doing={one} />
            ))}
        </ul>
      </dd>
    </div>
  ));
}

type Names = ReadonlyMap<string, string>;

/** Who gave the value: the company, or the pack, which may have left it to the company. */
export function ParameterOrigin({ parameter, names }: { parameter: Parameter; names: Names }) {
  const { t } = useTranslation();
  if (parameter.is_default) return <span className="chip chip-warn">{t('defaults.mark')}</span>;
  if (parameter.shipped === undefined) return null;
  const shipped = valueText(t, { ...parameter, value: parameter.shipped }, names);
  return <span className="chip">{t('pack.set_by_company', { shipped })}</span>;
}

function ParameterList({ parameters, names }: { parameters: Parameter[]; names: Names }) {
  const { t } = useTranslation();
  if (parameters.length === 0) return null;
  return (
    <div className="rule-line">
      <dt>{t('pack.parameters')}</dt>
      <dd>
        <ul className="doings">
          {parameters.map((one) => (
            <li key={one.name}>
              <span className="doing-title">{one.title}</span>
              <span className="number parameter-value">{valueText(t, one, names)}</span>{' '}
              <ParameterOrigin parameter={one} names={names} />
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

type RuleItemProps = {
  rule: PackRule;
  pack: PackView;
  names: Names;
  words: string;
  isAnchored: boolean;
  /** Of last month, for who keeps the regulations. */
  use?: ClauseUse;
};

export function RuleItem({ rule, pack, names, words, isAnchored, use }: RuleItemProps) {
  const { t } = useTranslation();
  const examples = rule.examples.flatMap((place) => pack.examples[place] ?? []);
  const parameters = pack.parameters.filter((one) => rule.parameters.includes(one.name));
  // A table stands under the first rule that it rests on.
  const tables = pack.tables.filter((table) => table.rules[0] === rule.id);
  const others = pack.tables.filter(
    (table) => rule.tables.includes(table.id) && table.rules[0] !== rule.id,
  );
  return (
    <section
      id={rule.id}
      className={isAnchored ? 'rule rule-anchored' : 'rule'}
      aria-labelledby={`${rule.id}-id`}
    >
      <Link to={`#${rule.id}`} className="rule-id" id={`${rule.id}-id`}>
        {rule.id}
      </Link>
      <div className="rule-body">
        <p className="rule-text clause-voice">
          <Marked text={rule.text} words={words} />
        </p>
        {use && (
          <p className="rule-use faint no-print">
            <Link to={`/packs/${pack.id}/use?rule=${rule.id}`}>{t('use.last_month')}</Link>
            {t('list.colon')}
            <UseCounts use={use} />
          </p>
        )}
        <dl>
          <ParameterList parameters={parameters} names={names} />
          <Doings does={rule.does} />
        </dl>
        {tables.map((table) => (
          <TableView key={table.id} table={table} pack={pack} />
        ))}
        {others.map((table) => (
          <p key={table.id} className="faint">
            {t('pack.see_table')}
            <Link to={`#table-${table.id}`}>{table.title}</Link>
          </p>
        ))}
        {examples.length > 0 && (
          <p className="print-only example-names">
            {t('pack.proved_by')}
            {examples.map((example) => example.name).join(t('list.semicolon'))}
          </p>
        )}
        <div className="no-print">
          {examples.map((example) => (
            <details key={example.name} className="example">
              <summary>
                <span className="faint">{t('pack.example')}</span> {example.name}
              </summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
              <pre tabIndex={0}>{example.timeline}</pre>
            </details>
          ))}
        </div>
      </div>
    </section>
  );
}
