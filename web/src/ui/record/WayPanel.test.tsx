import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Way } from '../../api/types';
import { json, show, stubServer, unavailable } from '../../test/page';
import { WayPanel } from './WayPanel';

const step = (id: string, status: 'passed' | 'here' | 'ahead') => ({
  id,
  title: id,
  status,
  who: [],
});
const way: Way = {
  steps: [step('一', 'passed'), step('二', 'here'), step('三', 'ahead')],
  approvals: [],
};

describe('the way of a record', () => {
  it('says when it cannot be read, and reads it again when asked', async () => {
    let answer = unavailable;
    stubServer({ '/cases/c-1/route': () => answer() });
    show(<WayPanel id="c-1" />);
    expect(await screen.findByRole('alert')).toHaveTextContent('服务器暂时不能办理');
    answer = () => json(way);
    await userEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByText('二')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is drawn by what the server sends: an approval has levels and no steps', async () => {
    const approval = { id: 'a', number: '核1', state: '待核决', is_open: true };
    const only: Way = { steps: [], approvals: [{ ...approval, signatures: [], levels: [] }] };
    stubServer({ '/cases/c-1/route': () => json(only) });
    show(<WayPanel id="c-1" />);
    expect(await screen.findByText('核决路线')).toBeInTheDocument();
    expect(screen.queryByText('办理路线')).toBeNull();
  });
});
