/**
 * What differs between versions of the phone app, as flags (capcom6.md 16.2). Data only: the behaviour reads the flags.
 */

export type PhoneProfileName = '1.57' | '1.65.2' | '1.68' | '1.75';

export interface PhoneProfile {
  readonly version: string;
  /** Build number: days since 2022-06-15. */
  readonly releaseId: number;
  /** A second POST with a known id: ignored with 202, or refused with 409. */
  readonly duplicateId: 'ignored' | 'conflict';
  /** The POST answer carries `states: {Pending}`; later versions answer `states: {}` with the content. */
  readonly statesInPostAnswer: boolean;
  readonly contentInAnswers: boolean;
  readonly inbox: boolean;
  /** Without the date in the hash, the same words from the same person are one message for ever (capcom6.md 5). */
  readonly hashHasDate: boolean;
  readonly tokenRefresh: boolean;
  readonly cancel: boolean;
  readonly simCards: boolean;
  readonly sort: boolean;
  readonly mmsMessage: boolean;
  /** Each part's callback marks the message Sent, not only the last one's. */
  readonly sentPerPart: boolean;
  /** `GET /inbox/{id}/attachments/{partId}`, since 1.68. */
  readonly attachments: boolean;
  /** Batches of incoming texts in one event, since 1.71. */
  readonly batchEvents: boolean;
  /** How the webhook worker finds what is due: every five seconds, or by its time (1.71.1). */
  readonly hookWorker: 'polls' | 'scheduled';
  /** Events that this version does not know are refused at registration. */
  readonly cancelEvents: boolean;
  /**
   * What `scheduleAt` does: before 1.61 an unknown member, so the text leaves at once; until 1.74.1 the queue stands behind one that waits;
   * afterwards each leaves at its time (capcom6.md 8.1).
   */
  readonly scheduling: 'ignored' | 'blocksQueue' | 'reliable';
}

const NEWEST: PhoneProfile = {
  version: '1.75.0',
  releaseId: 1542,
  duplicateId: 'conflict',
  statesInPostAnswer: false,
  contentInAnswers: true,
  inbox: true,
  hashHasDate: true,
  tokenRefresh: true,
  cancel: true,
  simCards: true,
  sort: true,
  mmsMessage: true,
  sentPerPart: true,
  attachments: true,
  batchEvents: true,
  hookWorker: 'scheduled',
  cancelEvents: true,
  scheduling: 'reliable',
};
const V1_68: PhoneProfile = {
  ...NEWEST,
  version: '1.68.0',
  releaseId: 1490,
  sort: false,
  mmsMessage: false,
  sentPerPart: false,
  batchEvents: false,
  hookWorker: 'polls',
  scheduling: 'blocksQueue',
};

const BEFORE_1_67 = { attachments: false, cancelEvents: false } as const;

export const PHONE_PROFILES: Readonly<Record<PhoneProfileName, PhoneProfile>> = {
  '1.75': NEWEST,
  '1.68': V1_68,
  '1.65.2': { ...V1_68, version: '1.65.2', releaseId: 1425, hashHasDate: false, cancel: false, ...BEFORE_1_67 },
  '1.57': {
    ...V1_68,
    version: '1.57.0',
    releaseId: 1330,
    duplicateId: 'ignored',
    statesInPostAnswer: true,
    contentInAnswers: false,
    inbox: false,
    tokenRefresh: false,
    cancel: false,
    simCards: false,
    scheduling: 'ignored',
    ...BEFORE_1_67,
  },
};
