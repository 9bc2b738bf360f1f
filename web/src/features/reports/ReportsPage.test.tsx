import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { json, show, stubServer, unavailable } from '../../test/page';
import { ReportsPage } from './ReportsPage';

const reports = () => json({ items: [], total: 0, server_time: '2026-09-01T10:00:00+08:00' });

describe('the books above the reports', () => {
  it('are said to be unreadable when they are, with what to do', async () => {
    stubServer({ '/reports': reports, '/ledgers': unavailable });
    show(<ReportsPage />);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('服务器暂时不能办理');
    expect(alert).toHaveTextContent('稍候重试');
  });

  it('are not spoken of where there are none', async () => {
    stubServer({ '/reports': reports, '/ledgers': () => json({ items: [] }) });
    show(<ReportsPage />);
    expect(await screen.findByText('还没有报表')).toBeInTheDocument();
    expect(screen.queryByText('台账')).toBeNull();
  });
});
