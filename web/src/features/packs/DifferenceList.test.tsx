import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Difference, PackDifference } from '../../api/packs';
import { DifferenceList } from './DifferenceList';

const edition = (version: string) => ({
  id: 'one',
  version,
  title: '制度',
  summary: '',
  effective_from: '2026-01-01',
});
const difference = (stated: Partial<Difference>): Difference => ({
  kind: 'changed',
  clauses: ['4'],
  rules: [],
  subject: 'parameter',
  id: 'days',
  title: '答复时限',
  words: '参数 · 数值',
  before: '3 天',
  after: '2 天',
  witnesses: [],
  ...stated,
});
const show = (...differences: Difference[]) => {
  const found: PackDifference = { before: edition('1'), after: edition('2'), differences };
  return render(<DifferenceList found={found} />);
};

describe('what changes from one edition to the next', () => {
  it('shows short values side by side', () => {
    const { container } = show(difference({}));
    expect(container.querySelector('.change')).toHaveTextContent('3 天 → 2 天');
  });
  it('strikes out what goes and underlines what comes, and leaves what stays of a sentence', () => {
    const stays = '个工作日内答复客户；到期部门意见未到的责任在部门';
    const { container } = show(difference({ before: `最迟三${stays}`, after: `最迟两${stays}` }));
    expect(container.querySelector('del')).toHaveTextContent('三');
    expect(container.querySelector('ins')).toHaveTextContent('两');
    expect(container.querySelector('.change')).toHaveTextContent(`最迟三两${stays}`);
  });
  it('tells changes of one clause under one heading', () => {
    show(difference({}), difference({ id: 'warn' }), difference({ id: 'x', clauses: ['5'] }));
    expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(2);
  });
  it('gives the case that is treated differently, with the row that decides', () => {
    const witness = {
      text: '类别 为 「整改类」',
      example: '',
      before: { text: '3', rows: [1], clauses: ['4'] },
      after: { text: '2', rows: [2], clauses: [] },
    };
    show(difference({ subject: 'table', before: '', after: '', witnesses: [witness] }));
    expect(screen.getByText('类别 为 「整改类」')).toBeInTheDocument();
    expect(screen.getByText('第 2 行')).toBeInTheDocument();
  });
  it('says where it cannot be decided, and where it is proved to be the same', () => {
    show(difference({ kind: 'undecided' }), difference({ id: 'b', kind: 'alike' }));
    expect(screen.getByText(/无法判定/)).toBeInTheDocument();
    expect(screen.getByText(/已证明/)).toBeInTheDocument();
  });
  it('says that there is none', () => {
    show();
    expect(screen.getByText('两个版本意义相同，没有差别')).toBeInTheDocument();
  });
});
