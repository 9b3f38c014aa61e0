/** The contract's types as the renderer uses them. Types only: the schemas stay out of the page. */
export type { InputOf, OutputOf } from '../contract/index.ts';
export type { ChangeEvent, Topic } from '../contract/events.ts';
export type { ConversationRow, ConversationStatus } from '../contract/conversations.ts';
export type { Message, MessageKind, MessageStatus } from '../contract/messages.ts';
export type { CanText, Person, PersonSummary } from '../contract/people.ts';
export type { Appointment, AppointmentStatus, ReplyStatus } from '../contract/visits.ts';
export type { GatewayCheck, GatewaySummary } from '../contract/gateways.ts';
export type { GatewayProblem } from '../contract/gatewayProblems.ts';
export type { GateDecision, GateFinding } from '../contract/gate.ts';
export type { Health, Session } from '../contract/system.ts';
export type { Settings } from '../contract/settings.ts';
