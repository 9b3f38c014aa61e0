/**
 * Every procedure of the contract, called with every role and with inputs that fit, nearly fit and do not fit, against the whole program.
 * Owns what counts as a defect: a crash, a call that hangs, an answer that is no answer, a role that gets through, a secret in an error or in
 * the log, and data that is not whole in the end.
 */
import type { Procedure } from '../../src/contract/procedure.ts';
import { Role } from '../../src/contract/roles.ts';
import type { Random } from '../../src/main/platform/ports.ts';
import { contractProcedures } from '../../src/main/rpc/procedures.ts';
import type { CallAnswer } from '../../src/main/rpc/router.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { openDesk } from './desk.ts';
import type { Caller, Desk } from './desk.ts';
import { brokenInput, damaged, shapeOf, validInput } from './fromSchema.ts';
import type { Pool, Shape } from './fromSchema.ts';
import { pick } from './hostile.ts';
import { OUT_OF_REACH, RECIPES } from './recipes.ts';

export interface FuzzResult {
  readonly calls: number;
  /** How many answers of each kind: `OK`, or the code of a refusal. */
  readonly answers: Readonly<Record<string, number>>;
  readonly defects: readonly string[];
  /** Procedures that never answered OK although they could: their inside was not reached. */
  readonly neverOk: readonly string[];
  /** Those that cannot, as `OUT_OF_REACH` says, and did. */
  readonly reachedAfterAll: readonly string[];
}

export interface FuzzOptions {
  readonly seed: number;
  readonly calls: number;
  /** Told now and then how far it is. */
  readonly progress?: (calls: number) => void;
}

const CALLERS: readonly Caller[] = [...Role.options, 'nobody'];
const WORDS = ['Cleaning', 'see you at ten', 'en', 'Dr Hale', 'list.csv', 'message', 'Reply C to confirm', '12'];
const KEPT_IDS = 60;
const MOST_DEFECTS = 40;
/** What takes long, or takes away what others need, is called seldom. */
const SELDOM = new Map([
  ['system.createBackup', 0.02],
  ['audit.verifyChain', 0.05],
  ['accounts.signIn', 0.3],
  ['gateways.findPhones', 0.1],
  ['gateways.removeGateway', 0.03],
]);

/** Runs `calls` calls by `seed`. Never throws for what the program does. */
export async function fuzz({ seed, calls, progress }: FuzzOptions): Promise<FuzzResult> {
  const random = createSeededRandom(seed);
  const desk = await openDesk(seed);
  const run = createRun(desk, random);
  try {
    for (let done = 0; done < calls; done += 1) {
      if (done % 1_000 === 0) progress?.(done);
      await run.next();
      if (run.defects.length > MOST_DEFECTS) break;
    }
    await run.checkData();
  } finally {
    await desk.close();
  }
  const { counts, defects, reached, names } = run;
  return {
    calls: Object.values(counts).reduce((sum, count) => sum + count, 0),
    answers: Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a)),
    defects,
    neverOk: names.filter((name) => !reached.has(name) && !OUT_OF_REACH.has(name)),
    reachedAfterAll: names.filter((name) => reached.has(name) && OUT_OF_REACH.has(name)),
  };
}

interface Run {
  readonly counts: Record<string, number>;
  readonly defects: string[];
  readonly reached: ReadonlySet<string>;
  readonly names: readonly string[];
  next(): Promise<void>;
  checkData(): Promise<void>;
}

function createRun(desk: Desk, random: Random): Run {
  const procedures = [...contractProcedures()];
  const shapes = new Map<string, Shape>(procedures.map(([name, { input }]) => [name, shapeOf(input)]));
  const counts: Record<string, number> = {};
  const defects: string[] = [];
  const reached = new Set<string>();
  const ids = createKnownIds(random);

  const poolFor = (feature: string): Pool => ({
    idFor: (field) => ids.find(feature, field),
    ...{ numbers: desk.numbers, words: WORDS, known: desk.known, now: desk.now(), folder: desk.folder },
  });
  const complain = (name: string, what: string): void => {
    const told = `${name}: ${what}`;
    if (!defects.includes(told)) defects.push(told);
  };
  return {
    counts,
    defects,
    reached,
    names: procedures.map(([name]) => name),
    async next() {
      const [name, procedure] = pick(random, procedures);
      if (random.fraction() > (SELDOM.get(name) ?? 1)) return;
      const caller = pick(random, CALLERS);
      const shape = shapes.get(name) ?? {};
      const answer = await desk.call(caller, name, inputFor(name, shape, poolFor(featureOf(name)), random));
      for (const problem of judge(procedure, caller, answer, desk.secrets)) complain(name, problem);
      for (const line of desk.takeComplaints()) complain(name, line);
      const kind = answer === 'hangs' ? 'hangs' : answer.ok ? 'OK' : answer.error.code;
      counts[kind] = (counts[kind] ?? 0) + 1;
      if (answer === 'hangs' || !answer.ok) return;
      reached.add(name);
      ids.learn(featureOf(name), answer.value);
    },
    async checkData() {
      const answer = await desk.call('owner', 'audit.verifyChain', { integrity: true });
      const value = answer !== 'hangs' && answer.ok ? (answer.value as { ok?: unknown; integrity?: unknown }) : {};
      if (value.ok !== true || value.integrity !== 'ok') complain('audit.verifyChain', JSON.stringify(answer));
    },
  };
}

/** By its recipe where it has one, every other time; and of all of them some that fit, and some that nearly do. */
function inputFor(name: string, shape: Shape, pool: Pool, random: Random): unknown {
  const fits = random.fraction() < 0.55;
  const recipe = RECIPES.get(name);
  if (recipe !== undefined && random.fraction() < 0.5) {
    const input = recipe(pool, random);
    return fits ? input : damaged(input, random);
  }
  return (fits ? validInput : brokenInput)(shape, pool, random);
}

const featureOf = (procedure: string): string => procedure.split('.')[0] ?? '';

/** Ids that answers have shown, by the feature and the name of the field. */
function createKnownIds(random: Random): {
  learn(feature: string, value: unknown): void;
  find(feature: string, field: string): string;
} {
  const byName = new Map<string, string[]>();
  const keep = (name: string, id: string): void => {
    const known = byName.get(name) ?? [];
    byName.set(name, known);
    if (known.includes(id)) return;
    if (known.length < KEPT_IDS) known.push(id);
    else known[Math.floor(random.fraction() * KEPT_IDS)] = id;
  };
  return {
    learn(feature, value) {
      for (const [, field = '', id = ''] of JSON.stringify(value)?.matchAll(/"(id|\w+Id)":"([A-Za-z0-9_-]{1,64})"/g) ??
        [])
        keep(field === 'id' ? `${feature}.id` : field, id);
    },
    find(feature, field) {
      // personId is an id of people, messageIds are ids of messages.
      const stem = field.replace(/Ids?$/i, '');
      const plural = stem === 'person' || stem === 'employee' ? 'people' : `${stem}s`;
      const places = /^ids?$/i.test(field) ? [`${feature}.id`] : [`${stem}Id`, `${plural}.id`];
      const fitting = places.flatMap((name) => byName.get(name) ?? []);
      const any = [...byName.values()].flat();
      return pick(random, fitting.length > 0 && random.fraction() < 0.8 ? fitting : any.length > 0 ? any : ['nobody']);
    },
  };
}

function judge(
  procedure: Procedure,
  caller: Caller,
  answer: CallAnswer | 'hangs',
  secrets: readonly string[],
): readonly string[] {
  if (answer === 'hangs') return ['it hangs'];
  const wanted = refusalFor(procedure, caller);
  if (answer.ok) return wanted === null ? [] : [`${caller} got through`];
  const { code, message, field } = answer.error;
  const problems: string[] = [];
  if (code === 'INTERNAL') problems.push('a defect');
  if (wanted !== null && code !== wanted) problems.push(`${caller} was told ${code}`);
  const said = `${message} ${field ?? ''}`;
  const leaked = secrets.find((secret) => said.includes(secret));
  if (leaked !== undefined) problems.push(`the refusal ${code} shows ${leaked}`);
  if (message.trim() === '' || message.length > 2_000)
    problems.push(`the refusal ${code} says nothing a person can read`);
  return problems;
}

/** What this caller must be told; null: it is for the procedure to say. */
function refusalFor(procedure: Procedure, caller: Caller): 'NOT_SIGNED_IN' | 'FORBIDDEN' | null {
  if (procedure.open === true) return null;
  if (caller === 'nobody') return 'NOT_SIGNED_IN';
  return procedure.roles.includes(caller) ? null : 'FORBIDDEN';
}
