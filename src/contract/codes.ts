/** One-time codes: the person at the counter reads out what they got, which proves that they hold the number. Nothing else. */
import { z } from 'zod';
import { Id, Instant } from './common.ts';
import { command } from './procedure.ts';
import { desk } from './roles.ts';

export const codes = {
  /**
   * Texts a code. A code before it ends. NOT_AVAILABLE: three within the hour already, or no route; SEND_BLOCKED: the number must not be
   * texted; GATEWAY_UNREACHABLE, GATEWAY_REFUSED: Twilio, which sends its own codes, did not take it.
   */
  sendCode: command({
    roles: desk,
    input: {
      /** In any way of writing. */
      number: z.string().max(40),
      personId: Id.optional(),
    },
    output: z.object({
      codeId: Id,
      /** `verify`: Twilio makes, sends and checks the code. `own`: it goes the way of every text; `messageId` shows how far it is. */
      route: z.enum(['own', 'verify']),
      messageId: Id.nullable(),
      /** What people call the gateway it goes by. */
      gatewayLabel: z.string(),
      expiresAt: Instant,
    }),
  }),
  /** Checks what the person read out. `right` also lifts a suspension of the number and is written into the consent ledger. */
  checkCode: command({
    roles: desk,
    input: { codeId: Id, code: z.string().trim().min(1).max(12) },
    output: z.object({
      /** `spent`: five wrong ones, a newer code, or used before. */
      result: z.enum(['right', 'wrong', 'expired', 'spent']),
      triesLeft: z.int(),
    }),
  }),
};
