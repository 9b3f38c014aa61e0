/**
 * Tells the practice's own system by itself what patients answered, where it can be told (Open Dental's confirmation status). Looks before
 * it writes and remembers what stood there: a try that may have gone through is never repeated blindly, and nothing a person entered over
 * there meanwhile is written over.
 */
import type { VisitChange } from '../../../contract/writeBack.ts';
import { changesOf, fingerprintOf } from '../../domain/writeBack.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { backoffCeiling } from '../../domain/backoff.ts';
import type { Clock } from '../../platform/ports.ts';
import type { AnswerWriter, SourceProblem, VisitAnswer } from '../../providers/scheduleAdapter.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { Store, WriteBackJob } from '../../store/store.ts';
import { usualRange } from './rows.ts';

export interface WriteAnswersDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** What writes into this source's system; null: it cannot be written to now. */
  readonly writerOf: (sourceId: string) => Promise<AnswerWriter | null>;
}

export const WRITER_ACTOR = 'schedule source';
const AGAIN = { baseMs: MINUTE_MS, capMs: 6 * HOUR_MS };
/** A day of tries; then a person does it. */
const MOST_TRIES = 12;
const MOST_A_ROUND = 50;

/** Writes what is due, one after the other. Rejects only with the signal's reason. */
export async function writeAnswers(deps: WriteAnswersDeps, signal: AbortSignal): Promise<void> {
  const writers = new Map<string, AnswerWriter | null>();
  for (const due of dueAnswers(deps)) {
    if (signal.aborted) return;
    const known = writers.get(due.sourceId);
    const writer = known === undefined ? await deps.writerOf(due.sourceId) : known;
    writers.set(due.sourceId, writer);
    if (writer !== null) await writeOne(deps, writer, due, signal);
  }
}

interface Due {
  readonly sourceId: string;
  readonly visit: AppointmentRecord;
  readonly externalId: string;
  readonly listedAt: number;
  readonly answer: VisitAnswer['answer'];
  readonly fingerprint: string;
  readonly job: WriteBackJob | null;
}

/** What a source that may be written to has not been told yet, and what a person has not entered. */
function dueAnswers({ store, clock }: WriteAnswersDeps): readonly Due[] {
  const now = clock.now();
  return store.read((tx) => {
    const open = new Set(
      tx.sources
        .list()
        .filter((source) => source.active && source.writeBack)
        .map(({ id }) => id),
    );
    if (open.size === 0) return [];
    const due: Due[] = [];
    const range = { ...usualRange(now), from: now };
    for (const candidate of tx.writeBack.candidates({ ...range, after: null, limit: 1_000 })) {
      const { listed, tick } = candidate;
      const visit = tx.appointments.get(listed.appointmentId);
      if (visit === undefined || listed.sourceId === null || !open.has(listed.sourceId)) continue;
      const changes = changesOf(visit, listed);
      const answer = answerFor(changes);
      const fingerprint = fingerprintOf(changes, visit);
      const job = candidate.job?.fingerprint === fingerprint ? candidate.job : null;
      const settled = tick?.fingerprint === fingerprint || job?.state === 'written' || job?.state === 'refused';
      const externalId = visit.externalKey?.startsWith('id:') === true ? visit.externalKey.slice('id:'.length) : '';
      if (answer === null || settled || externalId === '' || (job?.nextAt ?? 0) > now) continue;
      due.push({ sourceId: listed.sourceId, visit, externalId, listedAt: listed.startsAt, answer, fingerprint, job });
      if (due.length >= MOST_A_ROUND) break;
    }
    return due;
  });
}

/** What can be said in a confirmation status; a visit that moved has to be moved by a person first. */
function answerFor(changes: readonly VisitChange[]): VisitAnswer['answer'] | null {
  if (changes.includes('moved')) return null;
  if (changes.includes('confirmed')) return 'confirmed';
  return changes.includes('cancelled') || changes.includes('newTime') ? 'notAccepted' : null;
}

async function writeOne(deps: WriteAnswersDeps, writer: AnswerWriter, due: Due, signal: AbortSignal): Promise<void> {
  const { externalId, answer, listedAt, visit, job } = due;
  const target = { externalId, answer, listedAt, zone: visit.zone };
  const look = await writer.look(target, signal);
  if (look.kind === 'refused') return record(deps, due, { state: 'refused', problem: look.problem });
  if (look.kind === 'failed')
    return record(deps, due, { state: job?.state === 'sent' ? 'sent' : 'due', problem: look.problem });
  // It changed since the try of which nobody knew: that try, or a person over there.
  if (job?.state === 'sent' && job.before !== null && job.before !== look.mark)
    return record(deps, due, { state: 'written' });
  record(deps, due, { state: 'sent', before: look.mark });
  const outcome = await writer.write({ ...target, before: look.mark }, signal);
  if (outcome.kind === 'written') record(deps, due, { state: 'written', before: look.mark });
  else if (outcome.kind === 'refused') record(deps, due, { state: 'refused', problem: outcome.problem });
  else record(deps, due, { state: 'sent', before: look.mark, problem: outcome.problem, tried: true });
}

interface Outcome {
  readonly state: WriteBackJob['state'];
  readonly before?: string;
  readonly problem?: SourceProblem;
  readonly tried?: boolean;
}

function record(deps: WriteAnswersDeps, due: Due, { state, before, problem, tried = false }: Outcome): void {
  const { visit, fingerprint, answer } = due;
  const now = deps.clock.now();
  deps.store.write(WRITER_ACTOR, (tx) => {
    const known = tx.writeBack.one(visit.id)?.job;
    const last = known?.fingerprint === fingerprint ? known : null;
    const tries = (last?.tries ?? 0) + (problem !== undefined || tried ? 1 : 0);
    const spent = tries >= MOST_TRIES && state !== 'written';
    tx.writeBack.setJob({
      appointmentId: visit.id,
      fingerprint,
      state: spent ? 'refused' : state,
      before: before ?? last?.before ?? null,
      tries,
      code: problem?.code ?? null,
      text: state === 'written' ? wordsFor(answer) : (problem?.text ?? null),
      nextAt: now + (problem === undefined ? MINUTE_MS : backoffCeiling(AGAIN, tries)),
      at: now,
    });
    // A confirmation says all there is to say; of the others the visit itself has still to be moved by a person.
    if (state === 'written' && answer === 'confirmed') {
      tx.writeBack.setTick({ appointmentId: visit.id, fingerprint, actor: WRITER_ACTOR, byItself: true, at: now });
    }
    if (state === 'written' || state === 'refused') {
      tx.audit.append({
        at: now,
        action: state === 'written' ? 'writeBack.written' : 'writeBack.refused',
        entity: 'appointment',
        entityId: visit.id,
        data: { answer, code: problem?.code ?? '' },
      });
    }
    tx.changed('writeBack.changed', visit.id);
  });
}

function wordsFor(answer: VisitAnswer['answer']): string {
  return answer === 'confirmed'
    ? 'Confirmed there by itself.'
    : 'Marked "Not Accepted" there. Move or cancel the visit there yourself.';
}
