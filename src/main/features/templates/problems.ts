/** Everything that is wrong with the words of a template, for the editor and for whoever saves it. Reads only. */
import type { TemplateCategory, TemplateProblem } from '../../../contract/templates.ts';
import { guardProblems } from '../../domain/templates/guardProblems.ts';
import { lintTemplate } from '../../domain/templates/lint.ts';
import type { LintInput } from '../../domain/templates/lint.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

const RANK: Readonly<Record<TemplateProblem['severity'], number>> = { error: 0, warning: 1, hint: 2 };

/** Errors first. `now`: UTC ms. */
export function problemsOf(
  tx: ReadTx,
  text: LintInput & { readonly category: TemplateCategory },
  now: number,
): readonly TemplateProblem[] {
  const { practice, safety } = readSettings(tx);
  const own = lintTemplate(text);
  const guarded = guardProblems({
    body: text.body,
    category: text.category,
    country: practice.country,
    now,
    practiceNames: [practice.name, practice.shortName],
    ownWords: safety.guardWords,
  });
  // The template's own rule for reserved words says more exactly where the word stands.
  const reserved = own.some(({ code }) => code === 'reservedWord');
  const added = guarded.filter(({ code }) => code !== 'reservedWord' || !reserved);
  return [...own, ...added].toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}
