import { render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { describe, expect, it } from 'vitest';
import type { PackView } from '../../api/packs';
import { RuleItem } from './RuleItem';

const pack = {
  id: 'one',
  version: '1.0.0',
  parameters: [
    { name: 'days', title: '答复时限', value: 2, unit: 'days', shipped: 3, rules: ['R-1'] },
    { name: 'other', title: '别的', value: 1, rules: ['R-2'] },
  ],
  examples: [
    { name: '别的例子', timeline: '' },
    { name: '到期未答复', timeline: 'at: …' },
  ],
  tables: [
    {
      id: 'limit',
      title: '时限表',
      hit: 'UNIQUE',
      rules: ['R-1'],
      inputs: ['类别'],
      outputs: ['天数'],
      rows: [{ cells: ['「整改类」', '3'], rules: ['R-1'] }],
    },
  ],
} as unknown as PackView;
const rule = {
  id: 'R-1',
  text: '按时答复。',
  parameters: ['days'],
  tables: ['limit'],
  does: [
    {
      subject: 'deadline',
      subject_title: '时限',
      id: 'reply',
      title: '答复客户',
      lines: [{ name: '期限', text: '2 天' }],
    },
  ],
  examples: [1],
};

describe('a clause of a regulation', () => {
  it('shows what the program does, its parameter, its table and its example', () => {
    render(
      <MemoryRouter>
        <RuleItem rule={rule} pack={pack} names={new Map()} words="" isAnchored={false} />
      </MemoryRouter>,
    );
    const clause = within(screen.getByRole('region', { name: 'R-1' }));
    expect(clause.getByText('答复客户')).toBeInTheDocument();
    expect(clause.getByText('公司自定，原为 3 天')).toBeInTheDocument();
    expect(clause.queryByText('别的')).not.toBeInTheDocument();
    expect(clause.getByRole('cell', { name: '「整改类」' })).toBeInTheDocument();
    expect(clause.getByRole('link', { name: '下载 DMN' })).toHaveAttribute(
      'href',
      '/api/v1/packs/one/tables/limit?version=1.0.0',
    );
    expect(clause.getByText('到期未答复')).toBeInTheDocument();
    expect(clause.queryByText('别的例子')).not.toBeInTheDocument();
  });
});
