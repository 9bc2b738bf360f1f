export function toHant(): string;
