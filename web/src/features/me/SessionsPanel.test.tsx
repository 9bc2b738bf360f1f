import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { json, show } from '../../test/page';
import { SessionsPanel } from './SessionsPanel';

afterEach(() => vi.unstubAllGlobals());

const row = (id: string, current: boolean) => ({
  id,
  current,
  created_at: '2026-03-02T08:30:00+08:00',
  expires_at: '2026-03-02T20:30:00+08:00',
});

/** Answers both addresses and keeps what was posted. */
function stub(answer: () => Response) {
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (address: string, options: RequestInit) => {
    if (!address.endsWith('/sessions/end')) {
      return json({ items: [row('a', true), row('b', false), row('c', false)] });
    }
    sent.push(JSON.parse(String(options.body)));
    return answer();
  });
  return sent;
}

function enter(password: string) {
  const field = screen.getByLabelText('请再输入一次密码');
  fireEvent.change(field, { target: { value: password } });
  fireEvent.submit(field);
}

test('one session ends for who knows the password, and the others stay', async () => {
  const sent = stub(() => new Response(null, { status: 204 }));
  show(<SessionsPanel />);
  expect(await screen.findByText('本机')).toBeVisible();
  fireEvent.click(screen.getAllByText(/^结\s*束$/)[0] as HTMLElement);
  enter('correct horse');
  await waitFor(() => expect(sent).toEqual([{ password: 'correct horse', id: 'b' }]));
  await waitFor(() => expect(screen.queryByLabelText('请再输入一次密码')).toBeNull());
});

test('a wrong password is said where it was typed', async () => {
  const wrong = { status: 422, code: 'WRONG_PASSWORD', title: '密码不对' };
  const sent = stub(() => json(wrong, 422));
  show(<SessionsPanel />);
  fireEvent.click(await screen.findByText('结束其他全部登录'));
  enter('guess');
  expect(await screen.findByRole('alert')).toHaveTextContent('密码不对');
  expect(sent).toEqual([{ password: 'guess' }]);
});
