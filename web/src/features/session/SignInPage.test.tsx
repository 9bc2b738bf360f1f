import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { json, show } from '../../test/page';
import { changeSettings, settings } from '../../ui/settings';
import { SignInPage } from './SignInPage';

// Forms take their time where other tests run beside them.
vi.setConfig({ testTimeout: 30_000 });
afterEach(() => {
  vi.unstubAllGlobals();
  changeSettings({ usesCode: false });
});

const me = {
  person: { key: '王', name: '王' },
  clock: { now: '2026-03-02T10:00:00+08:00', virtual: false },
};
const refused = { status: 401, code: 'UNAUTHENTICATED', title: '没有登录成功' };

/** Lets in who brings the code; keeps what was posted. */
function stub() {
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (_: string, options: RequestInit) => {
    const body = JSON.parse(String(options.body));
    sent.push(body);
    return body.code === '123456' ? json(me) : json(refused, 401);
  });
  return sent;
}

const fill = (id: string, text: string) => {
  const field = document.getElementById(id) as HTMLInputElement;
  fireEvent.change(field, { target: { value: text } });
  return field;
};

test('a code is asked of whoever was not let in, and the next time at once', async () => {
  const sent = stub();
  const { unmount } = show(<SignInPage />);
  expect(document.getElementById('code')).toBeNull();
  fill('login', 'wang');
  fireEvent.submit(fill('password', 'correct horse'));
  expect(await screen.findByRole('alert')).toHaveTextContent('没有登录成功');
  fireEvent.submit(fill('code', '１２３４５６'));
  await waitFor(() => expect(settings().usesCode).toBe(true));
  expect(sent).toEqual([
    { login: 'wang', password: 'correct horse' },
    { login: 'wang', password: 'correct horse', code: '123456' },
  ]);
  unmount();
  show(<SignInPage />);
  expect(document.getElementById('code')).toBeVisible();
});
