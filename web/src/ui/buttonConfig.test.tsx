import { screen } from '@testing-library/react';
import { Button } from 'antd';
import { expect, test } from 'vitest';
import { show } from '../test/page';

test('a button keeps its name while one waits for what it does', () => {
  show(<Button loading>Save</Button>);
  const button = screen.getByRole('button', { name: 'Save' });
  expect(button.querySelector('.button-waits')).not.toBeNull();
});
