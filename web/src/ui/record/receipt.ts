import type { Receipt } from '../../api/types';
import { shortDateTime } from '../time';

/** The new limits of a receipt in one line. */
export const limitsInWords = (receipt: Receipt) =>
  receipt.deadlines.map((limit) => `${limit.title} ${shortDateTime(limit.due_at)}`).join(' · ');
