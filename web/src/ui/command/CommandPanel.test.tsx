import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Action } from '../../api/types';
import { json, show } from '../../test/page';
import { CommandPanel } from './CommandPanel';

const action: Action = {
  pack: 'huayuan',
  command: 'item.sort',
  title: '分类',
  type: 'item',
  rules: ['CPH-8'],
  allowed: true,
  inputs: [
    {
      name: 'class',
      title: '性质',
      type: 'text',
      required: false,
      rules: [],
      choices: [
        { value: 'consultation', title: '咨询类' },
        { value: 'rectification', title: '整改类' },
      ],
    },
    { name: 'remark', title: '说明', type: 'text', required: false, rules: [] },
  ],
};

type Sent = { key: string | null; version: string | null; body: unknown };
let sent: Sent[] = [];
let answers: (() => Response)[] = [];

const receipt = () =>
  json({ ok: true, id: 'x', key: 'x', number: 'x', version: 3, facts: [], deadlines: [] });
const refusal = () =>
  json(
    {
      type: 'about:blank',
      status: 422,
      code: 'CLASS_REQUIRED',
      title: '请先选择性质',
      help: '先分类为咨询或整改',
      field: 'class',
      rules: [{ id: 'CPH-8', text: '未分类的事务不得转派。' }],
    },
    422,
  );

beforeEach(() => {
  sent = [];
  answers = [];
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    if (address.endsWith('/screens')) return json({ scripts: [], inputs: [] });
    if (!address.includes('/commands/')) return json({ items: [] });
    const headers = new Headers(init.headers);
    sent.push({
      key: headers.get('Idempotency-Key'),
      version: headers.get('If-Match'),
      body: JSON.parse(String(init.body)),
    });
    const answer = answers.shift() ?? receipt;
    return answer();
  });
});

function open(onDone = vi.fn(), onConflict = vi.fn()) {
  show(
    <CommandPanel action={action} on="i-1" version={2} onDone={onDone} onConflict={onConflict} />,
  );
  return { onDone, onConflict, user: userEvent.setup({ pointerEventsCheck: 0 }) };
}

describe('a form drawn from the pack', () => {
  it('sends what was chosen, with the version that was seen and a key of its own', async () => {
    const { user, onDone } = open();
    await user.click(screen.getByRole('radio', { name: '整改类' }));
    await user.click(screen.getByRole('button', { name: '分类' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      version: '"2"',
      body: { on: 'i-1', with: { class: 'rectification' } },
    });
    expect(sent[0]?.key).toMatch(/[0-9a-f-]{36}/);
  });

  it('is sent by Ctrl+Enter, and a digit picks a choice', async () => {
    const { user, onDone } = open();
    await user.click(screen.getByRole('radio', { name: '咨询类' }));
    await user.keyboard('2');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(sent[0]?.body).toMatchObject({ with: { class: 'rectification' } });
  });

  it('shows what was refused, by which clause and what may be done, and marks the field', async () => {
    answers = [refusal];
    const { user, onDone } = open();
    await user.click(screen.getByRole('button', { name: '分类' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('请先选择性质');
    expect(alert).toHaveTextContent('CPH-8');
    expect(alert).toHaveTextContent('未分类的事务不得转派。');
    expect(alert).toHaveTextContent('先分类为咨询或整改');
    expect(screen.getByText('性质')).toHaveClass('field-faulty');
    expect(onDone).not.toHaveBeenCalled();
  });

  it('repeats a cut line with the same key, and a new decision with a new one', async () => {
    answers = [
      () => {
        throw new TypeError('network');
      },
      refusal,
      receipt,
    ];
    const { user, onDone } = open();
    const send = screen.getByRole('button', { name: '分类' });
    await user.click(send);
    await screen.findByText('连不上服务器');
    await user.click(send);
    await screen.findByText('请先选择性质');
    await user.click(send);
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(sent[0]?.key).toBe(sent[1]?.key);
    expect(sent[2]?.key).not.toBe(sent[1]?.key);
  });

  it('hands a changed record to the caller instead of showing a refusal', async () => {
    answers = [() => json({ status: 412, code: 'VERSION_CONFLICT', title: '记录有变化' }, 412)];
    const { user, onConflict } = open();
    await user.click(screen.getByRole('button', { name: '分类' }));
    await waitFor(() => expect(onConflict).toHaveBeenCalledOnce());
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('goes to the next field on Enter, not to the server', async () => {
    const { user } = open();
    await user.click(screen.getByRole('radio', { name: '咨询类' }));
    await user.keyboard('{Enter}');
    expect(screen.getByLabelText('说明')).toHaveFocus();
    expect(sent).toHaveLength(0);
  });
});
