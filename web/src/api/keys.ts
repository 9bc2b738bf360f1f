/** Names of what the query cache holds; one list, so that an event knows what has become stale. */
export const keys = {
  me: ['me'] as const,
  desk: ['desk'] as const,
  cases: ['cases'] as const,
  caseOf: (id: string) => ['case', id] as const,
  approvals: ['approvals'] as const,
  ledgers: ['ledgers'] as const,
  boards: ['boards'] as const,
  commands: ['commands'] as const,
  clients: ['clients'] as const,
  breaches: ['breaches'] as const,
  reports: ['reports'] as const,
  packs: ['packs'] as const,
  sessions: ['sessions'] as const,
  secondFactor: ['second-factor'] as const,
};
