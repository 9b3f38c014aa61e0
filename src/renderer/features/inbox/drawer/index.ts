/** One conversation beside another screen. A door of its own: whoever uses it loads the thread, and not the inbox. */
export { ConversationDrawer } from './ConversationDrawer.tsx';
export type { ConversationDrawerProps } from './ConversationDrawer.tsx';
