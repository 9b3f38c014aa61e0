/** Approved WhatsApp templates of an account (twilio.md 8). Reads only; what is not approved is not shown. */
import { z } from 'zod';
import type { WhatsAppTemplate } from '../../../contract/gateways.ts';
import { placesOf } from '../../domain/templates/whatsAppTemplate.ts';
import type { TwilioClient, TwilioResult } from './twilioClient.ts';

const MOST = 500;

const Content = z.object({
  sid: z.string().regex(/^HX[0-9a-f]{32}$/i),
  friendlyName: z.string().catch(''),
  language: z.string().catch(''),
  /** By type, `twilio/text`; those without words are for other programs. */
  types: z.record(z.string(), z.looseObject({ body: z.string().optional() })).catch({}),
  approvalRequests: z.looseObject({ status: z.string().catch(''), category: z.string().catch('') }),
});

const CATEGORIES: Readonly<Record<string, WhatsAppTemplate['category']>> = {
  UTILITY: 'utility',
  MARKETING: 'marketing',
  AUTHENTICATION: 'authentication',
};

/** By name. */
export function listTemplates(
  client: TwilioClient,
  signal?: AbortSignal,
): Promise<TwilioResult<readonly WhatsAppTemplate[]>> {
  return client.call(
    (sdk) => sdk.content.v1.contentAndApprovals.list({ limit: MOST }),
    (answer) => {
      const rows = z.array(z.unknown()).safeParse(answer).data;
      return rows === undefined ? null : rows.flatMap(readOne).toSorted((a, b) => a.name.localeCompare(b.name));
    },
    signal,
  );
}

/** A row of another shape is left out: one odd template must not hide the others. */
function readOne(row: unknown): WhatsAppTemplate[] {
  const content = Content.safeParse(row).data;
  if (content?.approvalRequests.status !== 'approved') return [];
  const body = Object.values(content.types).find((type) => (type.body ?? '') !== '')?.body;
  if (body === undefined) return [];
  const category = CATEGORIES[content.approvalRequests.category.toUpperCase()] ?? 'utility';
  const { sid: contentSid, friendlyName: name, language } = content;
  return [{ contentSid, name, language, body, variables: placesOf(body), category }];
}
