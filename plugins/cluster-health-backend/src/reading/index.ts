export type { Finding } from './Finding';
export { type Rule, type RuleId, rules } from './rules';
