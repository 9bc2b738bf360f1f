import { beforeEach, expect, it } from 'vitest';
import { forgetForms, keepFormsOf } from './leftBehind';

const form = 'guiju-draft-huayuan-complaint.register';

beforeEach(() => {
  localStorage.clear();
  keepFormsOf('内勤A');
  localStorage.setItem(form, '{"client":"客户甲"}');
  localStorage.setItem('guiju-settings', '{}');
});

it('keeps a half-filled form for who signs in again', () => {
  keepFormsOf('内勤A');
  expect(localStorage.getItem(form)).toBe('{"client":"客户甲"}');
});

it('shows nobody the forms of who sat here before', () => {
  keepFormsOf('内勤B');
  expect(localStorage.getItem(form)).toBeNull();
});

it('leaves no form behind at sign-out, but how the pages are to look', () => {
  forgetForms();
  expect(localStorage.getItem(form)).toBeNull();
  expect(localStorage.getItem('guiju-settings')).toBe('{}');
});
