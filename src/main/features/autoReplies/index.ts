/** The practice's own auto-replies: rules, their order, trying one, opening hours. */
import { runCommand } from '../command.ts';
import type { FeatureHandlers } from '../feature.ts';
import { deleteRule, listRules, moveRule, restoreRule, saveOpeningHours, saveRule, setEnabled } from './rules.ts';
import type { AutoRepliesDeps } from './rules.ts';
import { tryRule } from './tryRule.ts';

export type { AutoRepliesDeps };

export function createAutoRepliesFeature(deps: AutoRepliesDeps): FeatureHandlers<'autoReplies'> {
  const { store, clock } = deps;
  return {
    listRules: () => store.read((tx) => listRules(deps, tx, clock.now())),
    saveRule: (context, input) =>
      runCommand(deps, context, 'autoReplies.saveRule', (tx, now) => saveRule(deps, tx, input, now)),
    moveRule: (context, input) =>
      runCommand(deps, context, 'autoReplies.moveRule', (tx, now) => moveRule(tx, input, now)),
    setEnabled: (context, input) =>
      runCommand(deps, context, 'autoReplies.setEnabled', (tx, now) => setEnabled(deps, tx, input, now)),
    deleteRule: (context, { id }) =>
      runCommand(deps, context, 'autoReplies.deleteRule', (tx, now) => deleteRule(tx, id, now)),
    restoreRule: (context, { id }) =>
      runCommand(deps, context, 'autoReplies.restoreRule', (tx, now) => restoreRule(deps, tx, id, now)),
    saveOpeningHours: (context, input) =>
      runCommand(deps, context, 'autoReplies.saveOpeningHours', (tx, now) => saveOpeningHours(tx, input, now)),
    tryRule: (_context, input) => store.read((tx) => tryRule(deps, tx, input, clock.now())),
  };
}
