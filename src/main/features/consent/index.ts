/** The consent ledger as people see and write it: state, history, what somebody said, the words, lists, last days. */
import type { Clock, Ids, Timers, Workbooks } from '../../platform/ports.ts';
import type { ReadTx, Store } from '../../store/store.ts';
import { actorName } from '../actorName.ts';
import { runCommand } from '../command.ts';
import type { FeatureHandlers, OutputOf, ParsedInputOf } from '../feature.ts';
import { createPace } from '../schedule/pace.ts';
import { readSettings } from '../settings/readSettings.ts';
import { addNumbers, countList, findNumbers } from './doNotText.ts';
import { textOfList } from './doNotTextFile.ts';
import { readEvidence } from './evidence.ts';
import { setLastDay } from './lastDay.ts';
import { makeProof } from './proof/index.ts';
import { recordEvent } from './recordEvent.ts';
import { clearSuspicion, saidStop } from './saidStop.ts';
import { subjectOf } from './subject.ts';
import { viewState } from './viewState.ts';
import { saveWording } from './wordings.ts';

export interface ConsentDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly timers: Timers;
  /** Reads lists that come as workbooks. */
  readonly workbooks: Workbooks;
  /** Where the fonts of the proof are. */
  readonly resourcesDir: string;
}

export function createConsentFeature(deps: ConsentDeps): FeatureHandlers<'consent'> {
  const { store, clock } = deps;
  return {
    getState: (_context, input) => store.read((tx) => viewState(tx, subjectOf(tx, input), clock.now())),
    listEvents: (_context, input) => store.read((tx) => listEvents(tx, input)),
    recordEvent: (context, input) =>
      runCommand(deps, context, 'consent.recordEvent', (tx, now) => recordEvent(deps, tx, context, input, now)),
    saidStop: (context, input) =>
      runCommand(deps, context, 'consent.saidStop', (tx, now) => saidStop(deps, tx, context, input, now)),
    clearSuspicion: (context, input) =>
      runCommand(deps, context, 'consent.clearSuspicion', (tx, now) => clearSuspicion(deps, tx, context, input, now)),
    setLastDay: (context, input) =>
      runCommand(deps, context, 'consent.setLastDay', (tx, now) => setLastDay(deps, tx, context, input, now)),
    makeProof: (context, { personId }) => makeProof(deps, context, personId),
    getFile: ({ actor }, { id }) =>
      store.write(actor.name, (tx) => {
        const file = readEvidence(tx, id);
        // It bears a name and a signature: who looked at it is kept.
        tx.audit.append({ at: clock.now(), action: 'consent.fileOpened', entity: 'consent', entityId: id });
        return file;
      }),
    listWordings: () => store.read((tx) => ({ items: [...tx.consent.wordings()] })),
    saveWording: (context, input) =>
      runCommand(deps, context, 'consent.saveWording', (tx, now) => saveWording(tx, input, context.actor.name, now)),
    ...doNotText(deps),
  };
}

function doNotText(deps: ConsentDeps): Pick<FeatureHandlers<'consent'>, 'readDoNotText' | 'addDoNotText'> {
  const { store, clock } = deps;
  const country = (): string => store.read((tx) => readSettings(tx).practice.country);
  return {
    readDoNotText: async ({ signal }, list) => {
      const text = await textOfList(deps, list, signal);
      const pace = createPace(deps, signal);
      return countList(store, await findNumbers(text, country(), pace), pace);
    },
    addDoNotText: async (context, list) => {
      const text = await textOfList(deps, list, context.signal);
      const pace = createPace(deps, context.signal);
      const found = await findNumbers(text, country(), pace);
      const report = await countList(store, found, pace);
      await addNumbers(deps, context, found, clock.now(), pace);
      return runCommand(deps, context, 'consent.addDoNotText', (tx, now) => {
        const { numbers, known, already } = report;
        tx.audit.append({
          at: now,
          action: 'consent.doNotTextAdded',
          entity: 'consent',
          data: { numbers, known, already },
        });
        return report;
      });
    },
  };
}

function listEvents(tx: ReadTx, input: ParsedInputOf<'consent.listEvents'>): OutputOf<'consent.listEvents'> {
  const { cursor, limit, personId, number } = input;
  const page = tx.consent.list({
    cursor,
    limit,
    ...(personId === undefined ? {} : { personId }),
    ...(number === undefined ? {} : { number }),
  });
  const items = page.items.map(({ seq: _seq, messageId: _message, ...event }) => ({
    ...event,
    actor: actorName(tx, event.actor),
    personName: event.personId === null ? null : (tx.people.get(event.personId)?.name ?? null),
  }));
  return { items, next: page.next };
}
