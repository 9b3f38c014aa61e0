/** The contract as the renderer uses it: types, and the pure counting of segments and making of files. The schemas stay out of the page. */
export type { InputOf, OutputOf } from '../contract/index.ts';
export type { ChangeEvent, Topic } from '../contract/events.ts';
export type { ConversationRow, ConversationStatus } from '../contract/conversations.ts';
export type {
  ContentReason,
  Message,
  MessageKind,
  MessageRoute,
  MessageStatus,
  PreviewRoute,
} from '../contract/messages.ts';
export type { Attachment } from '../contract/attachments.ts';
export type { CanText, Person, PersonAddress, PersonSummary } from '../contract/people.ts';
export type { Appointment, AppointmentStatus, ReplyStatus } from '../contract/visits.ts';
export type { FoundPhone, GatewayCheck, GatewaySummary, HearingTest, WhatsAppTemplate } from '../contract/gateways.ts';
export type { ScheduleSource, SourceKind, SourceList } from '../contract/sources.ts';
export type { WriteBackRow } from '../contract/writeBack.ts';
export type { Tunnel, TunnelKind } from '../contract/tunnel.ts';
export type { GatewayProblem } from '../contract/gatewayProblems.ts';
export type { GateDecision, GateFinding, TextFinding } from '../contract/gate.ts';
export type { Health, QueueExplanation, Session } from '../contract/system.ts';
export type { Account, PinRefusal, PlaceState, SignInPerson } from '../contract/accounts.ts';
export type { Role } from '../contract/roles.ts';
export type { Settings } from '../contract/settings.ts';
export type {
  CadenceStep,
  ReminderCard,
  ReminderDetail,
  ReminderState,
  ReminderStep,
  StepTiming,
} from '../contract/reminders.ts';
export type { ColumnMeaning, DateOrder, ImportAction } from '../contract/schedule.ts';
export type { ImportPreview, ImportRow } from '../contract/schedule.ts';
export type { DemoFault, DemoState } from '../contract/demo.ts';
export type { CallListRow, CallOutcome, DayOutcome, SettledAs, VisitExtra, VisitReply } from '../contract/today.ts';
export type { FreeSlot, OfferPacing, RankedEntry, SlotOffer, WaitlistEntry } from '../contract/waitlist.ts';
export type { Template, TemplateCategory, TemplateFieldInfo, TemplateProblem } from '../contract/templates.ts';
export type {
  AutoReplyCondition,
  AutoReplyDefinition,
  AutoReplyHow,
  AutoReplyOutcome,
  AutoReplyRule,
  OpeningHours,
} from '../contract/autoReplies.ts';
export type { ConsentEvent, ConsentState } from '../contract/consent.ts';
export type { TemplateField } from '../contract/templates.ts';
export { countSegments, toPlainPunctuation } from '../contract/segments.ts';
export type { SegmentCount } from '../contract/segments.ts';
export { csvText } from '../contract/csv.ts';
