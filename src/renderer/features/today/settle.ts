/** What the conversation uses of Today: saying what a text means for a visit. Apart from index.ts, which brings a dialog. */
export { SETTLED_AS, useSettle } from './useSettle.ts';
