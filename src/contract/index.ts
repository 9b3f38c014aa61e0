/**
 * The contract: every procedure the core answers, by feature. Adding a feature here obliges the core to implement it
 * (the router refuses to start otherwise) and gives the renderer its types.
 */
import type { z } from 'zod';
import { accounts } from './accounts.ts';
import { attachments } from './attachments.ts';
import { audit } from './audit.ts';
import { autoReplies } from './autoReplies.ts';
import { backups } from './backups.ts';
import { codes } from './codes.ts';
import { consent } from './consent.ts';
import { conversations } from './conversations.ts';
import { demo } from './demo.ts';
import { gate } from './gate.ts';
import { gateways } from './gateways.ts';
import { messages } from './messages.ts';
import { people } from './people.ts';
import { privacy } from './privacy.ts';
import type { Procedure } from './procedure.ts';
import { reminders } from './reminders.ts';
import { replies } from './replies.ts';
import { schedule } from './schedule.ts';
import { settings } from './settings.ts';
import { sources } from './sources.ts';
import { system } from './system.ts';
import { templates } from './templates.ts';
import { today } from './today.ts';
import { tunnel } from './tunnel.ts';
import { waitlist } from './waitlist.ts';
import { writeBack } from './writeBack.ts';

export const contract = {
  system,
  accounts,
  settings,
  gateways,
  tunnel,
  people,
  consent,
  codes,
  conversations,
  messages,
  attachments,
  templates,
  autoReplies,
  schedule,
  today,
  waitlist,
  sources,
  writeBack,
  reminders,
  gate,
  replies,
  audit,
  backups,
  privacy,
  demo,
} as const;

type Contract = typeof contract;
export type FeatureName = keyof Contract;

/** `feature.verbNoun` of every procedure. */
export type ProcedureName = {
  [F in FeatureName]: `${F}.${keyof Contract[F] & string}`;
}[FeatureName];

type ProcedureAt<N extends ProcedureName> = N extends `${infer F extends FeatureName}.${infer P}`
  ? P extends keyof Contract[F]
    ? Contract[F][P]
    : never
  : never;

/** What a caller passes (defaults may be left out). */
export type InputOf<N extends ProcedureName> = ProcedureAt<N> extends Procedure<infer I, infer _O> ? z.input<I> : never;
/** What the implementation receives (defaults filled in). */
export type ParsedInputOf<N extends ProcedureName> =
  ProcedureAt<N> extends Procedure<infer I, infer _O> ? z.output<I> : never;
export type OutputOf<N extends ProcedureName> =
  ProcedureAt<N> extends Procedure<infer _I, infer O> ? z.output<O> : never;

/** The procedure's description, or undefined for a name that is none. */
export function findProcedure(name: string): Procedure | undefined {
  const [feature, verb, ...rest] = name.split('.');
  if (feature === undefined || verb === undefined || rest.length > 0) return undefined;
  if (!Object.hasOwn(contract, feature)) return undefined;
  const procedures = contract[feature as FeatureName] as Record<string, Procedure>;
  return Object.hasOwn(procedures, verb) ? procedures[verb] : undefined;
}

/** All names, for the router's completeness check and for tests. */
export function procedureNames(): ProcedureName[] {
  return Object.entries(contract).flatMap(([feature, procedures]) =>
    Object.keys(procedures).map((verb) => `${feature}.${verb}` as ProcedureName),
  );
}
