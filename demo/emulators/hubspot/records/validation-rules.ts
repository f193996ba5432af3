import type { ValidationRule } from '../org-settings.js';
import type { ValueProblem } from './property-values.js';

/** Checks a value against the rules that an admin put on its property. Rules that need no value of ours are not enforced. */
export function checkRules(
  name: string,
  value: string,
  rules: readonly ValidationRule[],
): ValueProblem | undefined {
  const broken = value === '' ? undefined : rules.find((rule) => !fits(value, rule));
  if (!broken) return undefined;
  const args = broken.ruleArguments.join(', ');
  return {
    code: broken.ruleType,
    message: `The value of "${name}" breaks its rule ${broken.ruleType} [${args}]`,
  };
}

function fits(value: string, { ruleType, ruleArguments }: ValidationRule): boolean {
  const [first = ''] = ruleArguments;
  switch (ruleType) {
    case 'MIN_LENGTH':
      return value.length >= Number(first);
    case 'MAX_LENGTH':
      return value.length <= Number(first);
    case 'MIN_NUMBER':
      return Number(value) >= Number(first);
    case 'MAX_NUMBER':
      return Number(value) <= Number(first);
    case 'DECIMAL':
      return (value.split('.')[1] ?? '').length <= Number(first);
    case 'REGEX':
      return new RegExp(`^(?:${first})$`).test(value);
    case 'ALPHANUMERIC':
      return /^[\p{L}\p{N} ]*$/u.test(value);
    case 'EMAIL_ALLOWED_DOMAINS':
      return ruleArguments.includes(value.split('@')[1] ?? '');
    case 'EMAIL_BLOCKED_DOMAINS':
      return !ruleArguments.includes(value.split('@')[1] ?? '');
    default:
      return true;
  }
}
