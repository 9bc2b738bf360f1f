import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Approvals, Case, ToDecide } from '../../api/types';
import { json, show, stubServer, unavailable } from '../../test/page';
import { ApprovalsPage } from './ApprovalsPage';

const approve = {
  pack: 'p',
  command: 'approval.approve',
  title: '核准',
  type: 'approval',
  rules: ['R-1'],
  allowed: true,
  inputs: [{ name: 'opinion', title: '意见', type: 'text', required: false, rules: [] }],
};
const row = {
  id: 'approval:1',
  pack: 'p',
  type: 'approval',
  type_title: '核决',
  key: '1',
  number: '核1',
  title: '折让',
  state: { id: 'open', title: '待核决', final: false },
  created_at: '2026-09-01T10:00:00+08:00',
  updated_at: '2026-09-01T10:00:00+08:00',
  version: 1,
  overdue: false,
  markers: [],
};
const item: ToDecide = { case: row, fields: [], is_mine: true, actions: [approve] };
const book = {
  rules: { 'R-1': { id: 'R-1', text: '一.', article: 'a', defaults: ['核决上限'] } },
  articles: {},
};
const record: Case = {
  ...row,
  ...book,
  fields: [],
  children: [],
  clocks: [],
  timeline: [],
  actions: [approve],
  scripts: [],
  forms: [],
  breaches: [],
  related: [],
};
const decided: Case = {
  ...record,
  version: 2,
  state: { id: 'approved', title: '已核准', final: true },
  actions: [],
  timeline: [
    {
      seq: 2,
      at: '2026-09-01T11:00:00+08:00',
      by: { key: 'b', name: '别人', kind: 'person' },
      command: 'approval.approve',
      title: '核准',
      facts: [],
      hash: 'h',
    },
  ],
};

let waiting: Approvals;
let now: Case;
beforeEach(() => {
  waiting = { waiting: [item], asked: [], ...book };
  now = record;
  stubServer({
    '/approvals': () => json(waiting),
    '/cases/approval%3A1': () => json(now),
    '/cases/approval%3A1/route': unavailable,
    '/screens': () => json({ scripts: [], inputs: [] }),
  });
});

const user = userEvent.setup({ pointerEventsCheck: 0 });
const open = async (name: string) => user.click(await screen.findByRole('button', { name }));

describe('a decision that waits', () => {
  it('names what the regulation leaves to the company', async () => {
    show(<ApprovalsPage />);
    expect(await screen.findByText(/此处有 1 项制度未定/)).toBeInTheDocument();
    expect(screen.getByText('查看参数')).toHaveAttribute('href', '/packs/p?part=parameters');
  });

  it('says so when its way cannot be read, and what to do', async () => {
    show(<ApprovalsPage />);
    await open('详情');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('服务器暂时不能办理');
    expect(alert).toHaveTextContent('稍候重试');
    expect(screen.getByRole('button', { name: '重试' })).toBeInTheDocument();
  });

  it('says that others have dealt with it when it is no longer offered', async () => {
    now = decided;
    show(<ApprovalsPage />);
    await open('核准');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('此项已由他人办理');
    expect(alert).toHaveTextContent('已核准');
    expect(screen.getByRole('link', { name: '查看记录' })).toHaveAttribute(
      'href',
      '/cases/approval%3A1',
    );
    waiting = { ...waiting, waiting: [] };
    await open('关闭');
    expect(await screen.findByText('没有等您核决的事')).toBeInTheDocument();
  });

  it('keeps an open form and what stands in it when others decide meanwhile', async () => {
    const { cache } = show(<ApprovalsPage />);
    await open('核准');
    await user.type(await screen.findByLabelText('意见'), '同意');
    now = decided;
    waiting = { ...waiting, waiting: [] };
    await cache.invalidateQueries();
    await screen.findByText('此项已由他人办理');
    expect(screen.getByText(/别人/)).toBeInTheDocument();
    expect(screen.getByLabelText('意见')).toHaveValue('同意');
    const send = screen.getByRole('form').querySelector('[type=submit]');
    expect(send).toBeDisabled();
    await open('关闭');
    await waitFor(() => expect(screen.queryByLabelText('意见')).toBeNull());
  });
});
