/** The practice's rules as its managers see and change them. Firing is fire.ts. */
import { DomainError } from '../../../contract/errors.ts';
import type { AutoReplyDefinition, AutoReplyRule, AutoReplyWarning } from '../../../contract/autoReplies.ts';
import type { ReplyContext } from '../../../contract/replies.ts';
import { systemClaim } from '../../domain/autoReplies/eligible.ts';
import { warningsOf } from '../../domain/autoReplies/warnings.ts';
import { comparable } from '../../domain/autoReplies/words.ts';
import type { ReplyClassifier } from '../../domain/replies/classifier.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { AutoReplyRuleRecord, ReadTx, Store, WriteTx } from '../../store/store.ts';
import type { OutputOf, ParsedInputOf } from '../feature.ts';
import { asEvaluated } from './fire.ts';
import { OPENING_HOURS, readOpeningHours } from './hours.ts';

export interface AutoRepliesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly replies: Pick<ReplyClassifier, 'classify'>;
}

const WEEK_MS = 7 * DAY_MS;
const MOST_RULES = 100;
/** What a word means when nothing was asked. */
const NOTHING_ASKED: ReplyContext = { prompt: 'none', keys: {}, openAppointments: 0, optedOut: false, names: [] };

export function listRules(deps: AutoRepliesDeps, tx: ReadTx, now: number): OutputOf<'autoReplies.listRules'> {
  return { items: viewAll(deps, tx, now), openingHours: readOpeningHours(tx) };
}

function viewAll(deps: AutoRepliesDeps, tx: ReadTx, now: number): AutoReplyRule[] {
  const rules = tx.autoReplies.rules();
  const evaluated = rules.map(asEvaluated);
  const uses = tx.autoReplies.uses(now - WEEK_MS);
  const facts = { hasOpeningHours: readOpeningHours(tx) !== null, claimed: (word: string) => isClaimed(deps, word) };
  return rules.map((rule, index) => ({
    ...rule.definition,
    id: rule.id,
    enabled: rule.enabled,
    templateId: rule.templateId,
    stoppedAt: rule.stoppedAt,
    usesThisWeek: uses.get(rule.id) ?? 0,
    warnings: [...warningsOf(evaluated, index, facts), ...textPutAway(tx, rule)],
  }));
}

function textPutAway(tx: ReadTx, { templateId }: AutoReplyRuleRecord): AutoReplyWarning[] {
  const text = templateId === null ? undefined : tx.templates.get(templateId);
  return text === undefined || text.archivedAt === null ? [] : [{ code: 'textPutAway', ruleId: null, word: null }];
}

/** Whether the program understands the word by itself, whatever was asked. */
function isClaimed({ replies }: Pick<AutoRepliesDeps, 'replies'>, word: string): boolean {
  return systemClaim(word, replies.classify(word, NOTHING_ASKED)) !== null;
}

/** Errors: INVALID_INPUT and NOT_FOUND as in the contract. */
export function saveRule(
  deps: AutoRepliesDeps,
  tx: WriteTx,
  { id, definition, templateId }: ParsedInputOf<'autoReplies.saveRule'>,
  now: number,
): AutoReplyRule {
  checkDefinition(deps, definition, templateId);
  checkTemplate(tx, templateId);
  const rules = tx.autoReplies.rules();
  const before = id === undefined ? undefined : knownRule(tx, id);
  if (before === undefined && rules.length >= MOST_RULES) {
    throw new DomainError('CONFLICT', 'There are 100 rules. Delete one first.');
  }
  const rule: AutoReplyRuleRecord = {
    id: before?.id ?? deps.ids.next(),
    position: before?.position ?? (rules.at(-1)?.position ?? -1) + 1,
    enabled: before?.enabled ?? false,
    definition,
    templateId,
    stoppedAt: before?.stoppedAt ?? null,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    deletedAt: null,
  };
  if (before === undefined) tx.autoReplies.insert(rule);
  else tx.autoReplies.update(rule.id, { definition, templateId, updatedAt: now });
  return changed(deps, tx, rule.id, 'autoReply.saved', now);
}

function checkDefinition(deps: AutoRepliesDeps, definition: AutoReplyDefinition, templateId: string | null): void {
  const { words, conditions, mark, move, how } = definition;
  const refuse = (message: string, field: string): never => {
    throw new DomainError('INVALID_INPUT', message, { field });
  };
  const claimed = words.find((word) => isClaimed(deps, word));
  if (claimed !== undefined) refuse(`“${claimed}” is understood by the program itself. Choose another word.`, 'words');
  if (words.some((word) => comparable(word) === '')) refuse('A word needs letters, digits or an emoji.', 'words');
  const byHours = conditions.some(({ kind }) => kind === 'outsideHours' || kind === 'insideHours');
  if (words.length === 0 && !byHours) refuse('Add a word, or a condition on the opening hours.', 'words');
  if (words.length === 0 && mark !== 'none') refuse('Only words can mark a visit.', 'mark');
  if (mark === 'confirmed' && how !== 'exactly')
    refuse('Only exact words can confirm a visit. Use “is exactly”.', 'how');
  if (templateId === null && mark === 'none' && move === 'todo') refuse('Choose what happens then.', 'templateId');
}

function checkTemplate(tx: ReadTx, templateId: string | null): void {
  if (templateId === null) return;
  const template = tx.templates.get(templateId);
  if (template === undefined || template.archivedAt !== null) {
    throw new DomainError('NOT_FOUND', 'This text is no longer there. Choose another one.', { field: 'templateId' });
  }
}

export function setEnabled(
  deps: AutoRepliesDeps,
  tx: WriteTx,
  { id, enabled }: ParsedInputOf<'autoReplies.setEnabled'>,
  now: number,
): AutoReplyRule {
  const rule = knownRule(tx, id);
  if (enabled) checkTemplate(tx, rule.templateId);
  // Whoever switches a stopped rule on has looked at it.
  tx.autoReplies.update(id, { enabled, updatedAt: now, ...(enabled ? { stoppedAt: null } : {}) });
  return changed(deps, tx, id, enabled ? 'autoReply.on' : 'autoReply.off', now);
}

export function moveRule(
  tx: WriteTx,
  { id, position }: ParsedInputOf<'autoReplies.moveRule'>,
  now: number,
): { position: number } {
  const rule = knownRule(tx, id);
  const others = tx.autoReplies.rules().filter((one) => one.id !== id);
  const at = Math.min(position, others.length);
  [...others.slice(0, at), rule, ...others.slice(at)].forEach((one, index) => {
    if (one.position !== index) tx.autoReplies.update(one.id, { position: index, updatedAt: now });
  });
  audit(tx, id, 'autoReply.moved', now);
  return { position: at };
}

export function deleteRule(tx: WriteTx, id: string, now: number): { id: string } {
  knownRule(tx, id);
  tx.autoReplies.update(id, { deletedAt: now, enabled: false, updatedAt: now });
  audit(tx, id, 'autoReply.deleted', now);
  return { id };
}

export function restoreRule(deps: AutoRepliesDeps, tx: WriteTx, id: string, now: number): AutoReplyRule {
  if (tx.autoReplies.rule(id) === undefined) throw gone();
  tx.autoReplies.update(id, { deletedAt: null, updatedAt: now });
  return changed(deps, tx, id, 'autoReply.restored', now);
}

export function saveOpeningHours(
  tx: WriteTx,
  { openingHours }: ParsedInputOf<'autoReplies.saveOpeningHours'>,
  now: number,
): OutputOf<'autoReplies.saveOpeningHours'> {
  tx.settings.set(OPENING_HOURS, openingHours, now);
  tx.audit.append({ at: now, action: 'settings.openingHours', data: { set: openingHours !== null } });
  tx.changed('autoReply.changed', OPENING_HOURS);
  return { openingHours };
}

function knownRule(tx: ReadTx, id: string): AutoReplyRuleRecord {
  const rule = tx.autoReplies.rule(id);
  if (rule === undefined || rule.deletedAt !== null) throw gone();
  return rule;
}

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'This rule is no longer there.');
}

function changed(deps: AutoRepliesDeps, tx: WriteTx, id: string, action: string, now: number): AutoReplyRule {
  audit(tx, id, action, now);
  const view = viewAll(deps, tx, now).find((rule) => rule.id === id);
  if (view === undefined) throw gone();
  return view;
}

function audit(tx: WriteTx, id: string, action: string, now: number): void {
  tx.audit.append({ at: now, action, entity: 'autoReply', entityId: id, data: {} });
  tx.changed('autoReply.changed', id);
}
