import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attachment, Input } from '../../api/types';
import { AttachmentControl } from './AttachmentControl';

const uploadFile = vi.hoisted(() => vi.fn());
vi.mock('../../api/attachments', async (original) => ({
  ...(await original<typeof import('../../api/attachments')>()),
  uploadFile,
}));

const input: Input = {
  name: 'photos',
  title: 'Photos',
  type: 'list of attachment',
  required: false,
  accept: ['image/png', '.png'],
  max_bytes: 1000,
  max_count: 2,
  rules: [],
};
const picture = (name: string, size = 10) =>
  new File([new Uint8Array(size)], name, { type: 'image/png' });

function Form({ onValue }: { onValue: (value: unknown) => void }) {
  const [value, setValue] = useState<unknown>();
  return (
    <AttachmentControl
      id="photos"
      input={input}
      value={value}
      onChange={(next) => {
        setValue(next);
        onValue(next);
      }}
    />
  );
}

function shown() {
  const onValue = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Form onValue={onValue} />
    </QueryClientProvider>,
  );
  return onValue;
}

describe('the attachment control', { timeout: 30_000 }, () => {
  beforeEach(() => {
    URL.createObjectURL = vi.fn(() => 'blob:picture');
    uploadFile.mockImplementation(
      async (file: File): Promise<Attachment> => ({
        name: file.name,
        media_type: 'image/png',
        bytes: file.size,
        hash: `hash of ${file.name}`,
      }),
    );
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => new Response('{}', { status: 503 })),
    );
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    uploadFile.mockReset();
  });

  it('names in the form what has arrived, in the order chosen, and takes it out again', async () => {
    const user = userEvent.setup();
    const onValue = shown();
    await user.upload(screen.getByLabelText('Photos'), [picture('a.png'), picture('b.png')]);
    await screen.findByText('b.png');
    await waitFor(() =>
      expect(onValue).toHaveBeenLastCalledWith([
        expect.objectContaining({ hash: 'hash of a.png' }),
        expect.objectContaining({ hash: 'hash of b.png' }),
      ]),
    );
    await user.click(screen.getByRole('button', { name: /a\.png/ }));
    expect(onValue).toHaveBeenLastCalledWith([expect.objectContaining({ name: 'b.png' })]);
  });

  it('says what is too large without sending it', async () => {
    const user = userEvent.setup();
    const onValue = shown();
    await user.upload(screen.getByLabelText('Photos'), picture('large.png', 1001));
    expect(await screen.findByRole('alert')).toHaveTextContent('1000 B');
    expect(uploadFile).not.toHaveBeenCalled();
    expect(onValue).not.toHaveBeenCalled();
  });

  it('takes no more than there is room for', async () => {
    const user = userEvent.setup();
    shown();
    await user.upload(screen.getByLabelText('Photos'), [
      picture('a.png'),
      picture('b.png'),
      picture('c.png'),
    ]);
    await screen.findByText('b.png');
    expect(screen.queryByText('c.png')).toBeNull();
    expect(screen.getByRole('alert')).toHaveTextContent('2');
  });
});
