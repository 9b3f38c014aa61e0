/** Whether approved WhatsApp templates can be sent from here, and by which account. */
import { useQuery } from '../../../state/useQuery.ts';
import { useRoutes } from '../useRoutes.ts';

/** The gateway whose templates there are; null while WhatsApp is off or no account has a number for it. */
export function useWhatsApp(): string | null {
  const { all } = useRoutes();
  const on = useQuery('settings.getSettings', {}, { invalidateOn: ['settings.changed'] }).data?.routing.whatsapp;
  const account = all.find((gateway) => gateway.kind === 'twilio' && gateway.account?.whatsAppNumber);
  return on === true ? (account?.id ?? null) : null;
}
