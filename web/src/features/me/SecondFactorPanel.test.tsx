import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { json, show } from '../../test/page';
import { SecondFactorPanel } from './SecondFactorPanel';

// Forms take their time where other tests run beside them.
vi.setConfig({ testTimeout: 30_000 });
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(window, 'isSecureContext');
});

const codes = ['AAAA-BBBB-CCCC-DDDD-EEEE-FFFF', 'GGGG-HHHH-IIII-JJJJ-KKKK-LLLL'];
const address = 'otpauth://totp/H:wang?secret=MZXW6YTBOI';

/** A server that keeps whether it is on, and what was posted. */
function stub(is: { on: boolean; required?: boolean; left?: number; offered?: boolean }) {
  const sent: Record<string, unknown>[] = [];
  vi.stubGlobal('fetch', async (path: string, options: RequestInit) => {
    if (!options.body) {
      const { on, required = false, left = 8, offered = true } = is;
      return json({ offered, on, required, recovery_codes: on ? left : 0 });
    }
    const body = JSON.parse(String(options.body));
    sent.push(body);
    if (body.code === 'wrong') return json({ status: 422, title: '验证码不对，或已用过' }, 422);
    if (path.endsWith('/begin')) return json({ key: 'MZXW6YTBOI', address });
    is.on = !path.endsWith('/drop');
    return is.on ? json({ recovery_codes: codes }) : new Response(null, { status: 204 });
  });
  return sent;
}

function fill(label: string, text: string) {
  const field = screen.getByLabelText(label);
  fireEvent.change(field, { target: { value: text } });
  return field;
}

test('it is turned on with the password and the first code, and the codes are shown once', async () => {
  const sent = stub({ on: false });
  show(<SecondFactorPanel />);
  fireEvent.click(await screen.findByText('启用二次验证'));
  fireEvent.submit(fill('请再输入一次密码', 'correct horse'));
  expect(await screen.findByText('MZXW 6YTB OI')).toBeVisible();
  expect(await screen.findByTitle('验证器用的二维码')).toBeInTheDocument();
  fireEvent.submit(fill('手机上显示的六位验证码', '１２３４５６'));
  const list = await screen.findByRole('list');
  expect(within(list).getAllByRole('listitem')).toHaveLength(codes.length);
  expect(sent).toEqual([{ password: 'correct horse' }, { code: '123456' }]);
  fireEvent.click(screen.getByText('已收好'));
  expect(screen.queryByText(codes[0] as string)).toBeNull();
  expect(screen.getByText(/备用码还剩 8 个/)).toBeVisible();
});

test('the codes can be printed, and copied where the browser gives the clipboard', async () => {
  stub({ on: true });
  const print = vi.fn();
  const writeText = vi.fn().mockResolvedValue(undefined);
  vi.stubGlobal('print', print);
  Object.assign(window, { isSecureContext: true });
  Object.assign(navigator, { clipboard: { writeText } });
  show(<SecondFactorPanel />);
  fireEvent.click(await screen.findByText('换一批备用码'));
  fill('请再输入一次密码', 'correct horse');
  fireEvent.submit(fill('验证码或备用码', '123456'));
  fireEvent.click(await screen.findByText('打印'));
  expect(print).toHaveBeenCalled();
  fireEvent.click(screen.getByText('复制'));
  await waitFor(() => expect(writeText).toHaveBeenCalledWith(codes.join('\n')));
});

test('it is turned off with both, and a wrong code is said where it was typed', async () => {
  const sent = stub({ on: true, left: 2 });
  show(<SecondFactorPanel />);
  expect(await screen.findByText(/请换一批备用码/)).toBeVisible();
  fireEvent.click(screen.getByText('停用二次验证'));
  fill('请再输入一次密码', 'correct horse');
  fireEvent.submit(fill('验证码或备用码', 'wrong'));
  expect(await screen.findByRole('alert')).toHaveTextContent('验证码不对');
  fireEvent.submit(fill('验证码或备用码', '123456'));
  expect(await screen.findByText('启用二次验证')).toBeVisible();
  expect(sent[1]).toEqual({ password: 'correct horse', code: '123456' });
});

test('who has to turn it on is told, and a server without a key offers nothing', async () => {
  stub({ on: false, required: true });
  const { unmount } = show(<SecondFactorPanel />);
  expect(await screen.findByRole('alert')).toHaveTextContent('公司要求二次验证');
  unmount();
  stub({ on: false, offered: false });
  const { container, cache } = show(<SecondFactorPanel />);
  await waitFor(() => expect(cache.isFetching()).toBe(0));
  expect(container).toBeEmptyDOMElement();
});
