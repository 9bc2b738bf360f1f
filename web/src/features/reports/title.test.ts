import { expect, test } from 'vitest';
import { reportTitle } from './title';

test('a report is called by its kind and by what tells it from the others', () => {
  expect(reportTitle({ type_title: '统计表', title: '2026-10-31' })).toBe('统计表 2026-10-31');
});

test('a kind is not said twice', () => {
  expect(reportTitle({ type_title: '分析', title: '月度分析' })).toBe('月度分析');
  expect(reportTitle({ type_title: '本月汇总分析', title: '汇总分析' })).toBe('本月汇总分析');
  expect(reportTitle({ type_title: '统计表', title: '' })).toBe('统计表');
});
