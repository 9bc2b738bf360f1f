import { AxeBuilder } from '@axe-core/playwright';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Serious and critical violations of the page as it stands, each with where it is. */
export async function violations(page) {
  const { violations: all } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return all
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) =>
      one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.html.slice(0, 140)}`),
    );
}
