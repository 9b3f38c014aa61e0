/**
 * Reports that group their visits under whom they are with: a line that holds nothing but "Dr. Chen" or "Provider: Chen, Grace" says so for
 * the lines that follow. Anything else in such a line is taken for another section, whose clinician nobody knows. Pure.
 */
import { footers } from './notVisits.ts';
import { fold } from './fold.ts';

const told =
  /^(?:provider|doctor|dr|dentist|hygienist|clinician|therapist|physician|practitioner|staff|resource|schedule for|provider name|m[ée]dico|doctora?|profesional|arzt|behandler)\s*(?::|-|–)\s*(.+)$/iu;
const titled = /^(?:dr|dra|prof)\.?\s+\p{L}/iu;
/** As they are written behind a name: a patient may be called Do. */
const degreed = /\p{L},?\s+(?:DDS|DMD|MD|DO|NP|PA(?:-C)?|RDH|RN|OD|DVM|LCSW|PhD|PsyD|PT|DPT)\.?$/u;

/** Undefined: no line of a section. Empty: a section, and it does not say with whom. */
export function sectionOf(cells: readonly string[]): string | undefined {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const [only = ''] = filled;
  if (filled.length !== 1 || footers.test(fold(only))) return undefined;
  // What follows the name, a count or a day in brackets or behind a dash, is not the name.
  const text = only
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const named = told.exec(text)?.[1] ?? text;
  const name = (named.split(/\s[-–|]\s/u)[0] ?? '').replace(/[:,;\s]+$/, '');
  const isName = told.test(text) || titled.test(name) || degreed.test(name);
  return isName && !/\d/.test(name) && name.length <= 60 ? name : '';
}
