import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../api/types';
import { FieldList } from '../record/FieldList';

const loss: Field = {
  name: 'loss_fen',
  title: '损失金额',
  type: 'money',
  value: 80000,
  display: '¥800.00',
  derivation: {
    title: 'A级售价差额',
    rounding: '舍去尾数',
    inputs: [{ title: '数量', display: '1000' }],
    steps: [
      {
        title: '差额',
        of: '客户甲',
        formula: '取大(0, A级总额 − 转售金额)',
        calculation: '取大(0, 300000 − 220000)',
        display: '80000 分（¥800.00）',
      },
    ],
  },
  rules: [],
};

describe('an amount', () => {
  it('opens into what was given, every step in numbers, and how it was rounded', async () => {
    render(<FieldList fields={[loss]} pack="product-complaint" />);
    const summary = screen.getByText('计算过程：A级售价差额');
    const details = summary.closest('details');
    expect(details?.open).toBe(false);
    await userEvent.click(summary);
    expect(details?.open).toBe(true);
    expect(screen.getByText('取大(0, 300000 − 220000)')).toBeVisible();
    expect(screen.getByText('80000 分（¥800.00）')).toBeVisible();
    expect(screen.getByText('客户甲')).toBeVisible();
    expect(screen.getByText('尾数处理：舍去尾数')).toBeVisible();
  });

  it('without a derivation stands alone', () => {
    const { derivation: _, ...plain } = loss;
    render(<FieldList fields={[plain]} pack="product-complaint" />);
    expect(screen.getByText('¥800.00')).toBeVisible();
    expect(document.querySelector('details')).toBeNull();
  });
});
