import { Typography } from 'antd';
import type { Receipt } from '../../api/types';

/** What a look-up has told: to be copied, and dialled on a telephone. */
export function Revealed({ told }: { told: NonNullable<Receipt['revealed']> }) {
  return told.map((item) => (
    <p key={item.name}>
      {item.title}{' '}
      <Typography.Text copyable={{ text: item.value }} className="number">
        <a href={`tel:${item.value}`}>{item.value}</a>
      </Typography.Text>
    </p>
  ));
}
