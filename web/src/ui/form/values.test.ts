import { describe, expect, it } from 'vitest';
import type { Input } from '../../api/types';
import { faultyFields, initialValues, payloadOf } from './values';

const input = (name: string, more: Partial<Input> = {}): Input => ({
  name,
  title: name,
  type: 'text',
  required: false,
  rules: [],
  ...more,
});
const items = input('items', {
  type: 'list',
  required: true,
  of: [input('summary'), input('class')],
});

describe('the values of a form', () => {
  it('begins with what the pack states and one empty row for a needed list', () =>
    expect(initialValues([input('channel', { default: 'phone' }), input('remark'), items])).toEqual(
      {
        channel: 'phone',
        items: [{}],
      },
    ));
  it('prefers what the address gives over the default', () =>
    expect(initialValues([input('client', { default: 'a' })], { client: 'b' })).toEqual({
      client: 'b',
    }));
  it('sends nothing that is empty, and no field that is not asked for', () =>
    expect(
      payloadOf([input('a'), input('b'), items], {
        a: 'x',
        b: '',
        other: 1,
        items: [{ summary: 's', class: '' }, {}],
      }),
    ).toEqual({ a: 'x', items: [{ summary: 's' }] }));
  it('sends a false and a nought: they are answers', () =>
    expect(payloadOf([input('a'), input('b')], { a: false, b: 0 })).toEqual({ a: false, b: 0 }));
  it('finds the fields that a refusal points at', () =>
    expect([
      ...faultyFields({ field: 'a', fields: ['b', 'a'], pointer: '/with/items/0/summary' }),
    ]).toEqual(['b', 'a', 'items']));
});
