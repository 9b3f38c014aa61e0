/** What the conversation uses of Today: saying what a text means for a visit. A door of its own: the other one brings a dialog. */
export { SETTLED_AS, useSettle } from '../useSettle.ts';
