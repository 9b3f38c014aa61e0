/** Message templates and their WhatsApp approval (twilio.md 8). Owns the templates and their rendering. */
import { TwilioError } from './apiError.ts';
import type { Sids } from './sids.ts';

export type ApprovalStatus = 'unsubmitted' | 'received' | 'pending' | 'approved' | 'rejected' | 'paused' | 'disabled';

export interface ContentTemplate {
  readonly sid: string;
  readonly friendlyName: string;
  readonly language: string;
  /** With `{{1}}` ... */
  readonly body: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly buttons: readonly { readonly title: string; readonly id: string }[];
  approval: {
    status: ApprovalStatus;
    category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION' | '';
    rejectionReason: string;
  };
  readonly dateCreated: number;
}

export interface NewTemplate {
  readonly friendlyName: string;
  readonly language?: string;
  readonly body: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly buttons?: readonly { readonly title: string; readonly id: string }[];
  readonly status?: ApprovalStatus;
}

export interface ContentTemplates {
  add(template: NewTemplate): ContentTemplate;
  get(sid: string): ContentTemplate | undefined;
  all(): readonly ContentTemplate[];
  /** The text with its variables. Throws 21655 for an unknown template, 21656 for variables that do not fit. */
  render(sid: string, variables: string | null): string;
}

/** No templates yet. */
export function createContentTemplates(sids: Sids, now: () => number): ContentTemplates {
  const templates = new Map<string, ContentTemplate>();
  return {
    add({ friendlyName, language = 'en', body, variables = {}, buttons = [], status = 'approved' }) {
      const approval = { status, category: 'UTILITY' as const, rejectionReason: '' };
      const sid = sids.next('HX');
      const template = { sid, friendlyName, language, body, variables, buttons, approval, dateCreated: now() };
      templates.set(sid, template);
      return template;
    },
    get: (sid) => templates.get(sid),
    all: () => [...templates.values()].toReversed(),
    render(sid, variables) {
      const template = templates.get(sid);
      if (template === undefined) throw new TwilioError(21655);
      const values = { ...template.variables, ...readVariables(variables) };
      return template.body.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
        const value = values[name];
        if (value === undefined) throw new TwilioError(21656);
        return value;
      });
    },
  };
}

function readVariables(text: string | null): Record<string, string> {
  if (text === null || text === '') return {};
  const values = parseObject(text);
  if (values === null) throw new TwilioError(21656);
  for (const value of Object.values(values)) if (typeof value !== 'string') throw new TwilioError(21656);
  return values as Record<string, string>;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
