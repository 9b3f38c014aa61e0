/** Numbers and secrets that have no place in a text: CG01 to CG13 of rules.md section 8. */
import { isLuhnValid, isNhsValid, isVerhoeffValid } from './checkDigits.ts';
import { matches, onlyIn } from './finding.ts';
import type { GuardRule } from './finding.ts';

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** 13 to 19 digits, single blanks or dashes between them. A number with a plus is a telephone's. */
const CARD = /(?<![+\d])[3-6](?:[ -]?\d){12,18}(?!\d)/g;
const NHS_NEAR =
  /\bNHS\b\D{0,30}(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)|(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)\D{0,30}\bNHS\b/gi;
const DATE = String.raw`\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{1,2} [a-z]{3,9} \d{4}|[a-z]{3,9} \d{1,2},? \d{4}`;
const YEAR_MS = 365 * 86_400_000;

/** A date written out with its year: the year alone tells whether it lies more than a year back. */
const bareDate: GuardRule = ({ text, now }) =>
  [...text.matchAll(/(?<![\d./-])(?:\d{1,2}[./-]\d{1,2}[./-](\d{4})|(\d{4})-\d{2}-\d{2})(?![\d./-])/g)].flatMap(
    (match) => {
      const year = Number(match[1] ?? match[2]);
      const old = year >= 1900 && Date.UTC(year, 11, 31) < now - YEAR_MS;
      return old
        ? [{ rule: 'CG11' as const, severity: 'warn' as const, start: match.index, end: match.index + match[0].length }]
        : [];
    },
  );

export const IDENTIFIER_RULES: readonly GuardRule[] = [
  matches('CG01', 'block', /\b(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}\b/g),
  matches('CG02', 'block', /\b(?:ssn|social security(?: number)?|ss ?#)\W{0,12}(?:is )?\W{0,3}\d{9}\b/gi),
  matches('CG02', 'confirm', /\b(?:ssn|social security(?: number)?|ss ?#)(?:\W+\w+){0,4}\W+\d{4}\b/gi),
  matches('CG03', 'block', CARD, (found) => isLuhnValid(digitsOf(found))),
  matches('CG04', 'block', /\b(?:cvv|cvc|security code)\W{0,10}(?:is )?\d{3,4}\b/gi),
  matches(
    'CG05',
    'block',
    /\b(?:routing|aba)\b\D{0,20}\b\d{9}\b|\b(?:account|acct)\W{0,5}(?:no\.?|number|#)?\W{0,5}(?:is )?\d{6,17}\b/gi,
  ),
  matches(
    'CG06',
    'block',
    /\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}\b/gi,
  ),
  onlyIn(
    ['IN'],
    matches('CG07', 'block', /(?<![+\d])[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}(?!\d)/g, (found) =>
      isVerhoeffValid(digitsOf(found)),
    ),
  ),
  onlyIn(['IN'], matches('CG07', 'confirm', /\b[A-Z]{5}\d{4}[A-Z]\b/g)),
  matches('CG08', 'confirm', NHS_NEAR, (found) => isNhsValid(digitsOf(found))),
  onlyIn(['AU'], matches('CG09', 'block', /\bmedicare\b\D{0,30}(?<!\d)\d(?:[ -]?\d){9,10}(?!\d)/gi)),
  matches(
    'CG10',
    'confirm',
    /\b(?:mrn|medical record|chart|patient id)\W{0,10}(?:no\.?|number|#)?\W{0,4}(?:is )?[A-Z]{0,3}\d{4,10}\b/gi,
  ),
  matches(
    'CG11',
    'confirm',
    new RegExp(
      String.raw`\b(?:dob|d\.o\.b|date of birth|born|fecha de nacimiento|nacid[oa])\b.{0,10}?(?:${DATE})`,
      'gi',
    ),
  ),
  bareDate,
  matches(
    'CG12',
    'confirm',
    /\b(?:member|policy|group|subscriber)\W{0,3}(?:id|no\.?|number|#)\W{0,5}(?:is )?(?=[A-Z]*\d)[A-Z0-9]{6,}\b/gi,
  ),
  matches(
    'CG13',
    'block',
    /\b(?:password|passcode|one[- ]?time code|verification code)\b\W{0,4}(?:is|:)\W{0,3}\S{4,}/gi,
  ),
];
