import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Why } from '../../api/why';
import { json, show, stubServer } from '../../test/page';
import { WhyPage } from './WhyPage';

const why: Why = {
  entry: 12,
  title: '提出折让',
  at: '2026-03-02T09:00:00+08:00',
  by: '宋凯',
  pack: 'product-complaint',
  pack_title: '产品投诉',
  pack_version: '1.0.0',
  hash: '0123456789abcdef',
  same: true,
  case: { id: 'product-complaint.complaint.C1', number: 'C1', title: '甲公司' },
  outcome: { kind: 'refused', code: 'TOO_BIG', title: '超过核决权限', rules: ['PCB-1'] },
  inputs: [{ title: '金额', text: '¥6,000.00' }],
  steps: [
    {
      kind: 'who',
      depth: 0,
      title: '谁可以办理',
      holds: false,
      refuses: true,
      wanted: '业务经理',
      rules: [],
      facts: [{ title: '电话', text: '', hidden: true }],
      tables: [],
    },
    {
      kind: 'check',
      depth: 0,
      title: '超过核决权限',
      holds: true,
      refuses: true,
      decisive: true,
      rules: ['PCB-1'],
      facts: [],
      tables: [
        {
          id: 'limits',
          title: '核决权限表',
          policy: 'F',
          columns: [{ title: '金额', text: '¥6,000.00' }],
          outputs: ['谁'],
          rules: [],
          rows: [
            {
              number: 1,
              won: false,
              fits: false,
              cells: [{ text: '<= 5000', fits: false }],
              outputs: ['经理'],
              rules: [],
            },
            {
              number: 2,
              won: true,
              fits: true,
              cells: [{ text: '任意', fits: true }],
              outputs: ['总经理'],
              rules: [],
            },
          ],
          cut: false,
          default: false,
        },
      ],
    },
  ],
  cut: false,
  flips: [{ goal: 'done', text: '如果「金额」是 ¥5,000.00，就会办成。', changes: [] }],
  tried: 40,
  search_cut: false,
  some_hidden: true,
  rules: { 'PCB-1': { id: 'PCB-1', text: '五千元以上由总经理核决。', article: '1' } },
  articles: { '1': { id: '1', number: '1', heading: '核决' } },
};

function open(answer: Why) {
  stubServer({ '/entries/12/why': () => json(answer) });
  show(
    <Routes>
      <Route path="/why/:entry" element={<WhyPage />} />
    </Routes>,
    '/why/12',
  );
}

describe('why a decision came out so', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('tells what refused with its clause, and what would have turned it', async () => {
    open(why);
    expect(await screen.findByText('如果「金额」是 ¥5,000.00，就会办成。')).toBeVisible();
    expect(screen.getByText('五千元以上由总经理核决。')).toBeVisible();
    expect(screen.getByText('业务经理')).toBeVisible();
  });

  it('marks the cell that did not fit and the row that was taken', async () => {
    open(why);
    const cell = (await screen.findByText(/<= 5000/)).closest('td');
    expect(cell).toHaveClass('why-cell-fails');
    expect(cell).toHaveTextContent('不符');
    expect(screen.getByText('采用').closest('tr')).toHaveTextContent('总经理');
  });

  it('says of what the reader may not see that it was read, and no more', async () => {
    open(why);
    expect(await screen.findByText('（您无权查看）')).toBeVisible();
    expect(screen.getByText(/有的事实您无权查看/)).toBeVisible();
  });

  it('says plainly when nothing was found, and when it is not why', async () => {
    open({ ...why, flips: [], same: false });
    expect(await screen.findByText(/试了 40 次/)).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent('结果与日志不同');
  });
});
