/** When an answer is out of date: which changes concern it. Pure. */
import type { ChangeEvent, Topic } from '../../contract/events.ts';

/** A topic, or a topic narrowed to one entity (`id`) or to one parent (`parentId`, the conversation of a message). */
export type InvalidateOn = Topic | { readonly topic: Topic; readonly id?: string; readonly parentId?: string };

/** Whether `change` makes an answer with `rule` out of date. */
export function matches(rule: InvalidateOn, change: ChangeEvent): boolean {
  if (typeof rule === 'string') return rule === change.topic;
  return (
    rule.topic === change.topic &&
    (rule.id === undefined || rule.id === change.id) &&
    (rule.parentId === undefined || rule.parentId === change.parentId)
  );
}
