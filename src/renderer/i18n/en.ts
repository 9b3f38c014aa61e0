/**
 * The English catalogue: one file per feature in `en/`, merged here. Message ids are `feature.name`; the type
 * `MessageId` makes a misspelt one a compile error. Syntax is ICU, as react-intl reads it.
 */
import { shell } from './en/shell.ts';
import { ui } from './en/ui.ts';

export const en = { ...shell, ...ui } as const;

export type MessageId = keyof typeof en;
