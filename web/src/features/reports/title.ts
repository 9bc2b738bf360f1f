import type { Row } from '../../api/types';

/** What a report is called: its kind, and what tells it from the others of its kind. */
export function reportTitle({ title, type_title }: Pick<Row, 'title' | 'type_title'>): string {
  if (!title || title.includes(type_title)) return title || type_title;
  return type_title.includes(title) ? type_title : `${type_title} ${title}`;
}
