/**
 * Turns the first thing wrong with an input into a refusal a person can act on: the field, and a sentence.
 * Never repeats the value: it may be a patient's.
 */
import type { z } from 'zod';
import type { ErrorShape } from '../../contract/errors.ts';

/** INVALID_INPUT for what the schema found, worst first being simply the first. */
export function describeInputError(error: z.ZodError): ErrorShape {
  const issue = error.issues[0];
  if (issue === undefined) return { code: 'INVALID_INPUT', message: 'The input does not fit this call.' };
  const path = issue.path.map(String).join('.');
  const field = issue.code === 'unrecognized_keys' ? joinPath(path, issue.keys[0] ?? '') : path;
  const message = sentence(field === '' ? 'The input' : field, issue);
  return field === '' ? { code: 'INVALID_INPUT', message } : { code: 'INVALID_INPUT', message, field };
}

function sentence(name: string, issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.includes('received undefined')
        ? `${name} is missing.`
        : `${name} must be ${article(issue.expected)}.`;
    case 'too_small':
      return `${name} is too ${issue.origin === 'string' ? 'short' : 'small'}: at least ${bound(issue.minimum, issue.origin)}.`;
    case 'too_big':
      return `${name} is too ${issue.origin === 'string' ? 'long' : 'large'}: at most ${bound(issue.maximum, issue.origin)}.`;
    case 'unrecognized_keys':
      return `${name} is not a field of this call.`;
    case 'invalid_value':
      return `${name} must be one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return `${name} ${issue.message.startsWith('is ') ? issue.message : 'has the wrong form'}.`;
    default:
      return `${name} does not fit this call.`;
  }
}

function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function bound(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} characters`;
  return origin === 'array' ? `${limit} entries` : String(limit);
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
