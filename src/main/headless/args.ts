/** The command line as values: every command, its options, and what is wrong with it in one sentence. Runs nothing. */
import { parseArgs } from 'node:util';

/** A mistake on the command line; the message says what to do. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export interface ServeArgs {
  readonly command: 'serve';
  readonly demo: boolean;
  readonly dataDir: string | undefined;
  readonly host: string;
  /** Undefined: the usual one, or any when that is taken. */
  readonly port: number | undefined;
  readonly open: boolean;
  readonly json: boolean;
  readonly insecureLan: boolean;
}
export interface CallArgs {
  readonly command: 'call';
  readonly dataDir: string | undefined;
  /** Null with `--batch`: procedures come from stdin. */
  readonly procedure: string | null;
  readonly input: unknown;
}
export interface ImportArgs {
  readonly command: 'import';
  readonly dataDir: string | undefined;
  readonly file: string;
  readonly dryRun: boolean;
  /** Codes of the brakes that a person has looked at. */
  readonly confirm: readonly string[];
}
export interface BackupArgs {
  readonly command: 'backup';
  readonly dataDir: string | undefined;
  readonly file: string;
}
export interface RestoreArgs {
  readonly command: 'restore';
  readonly dataDir: string | undefined;
  readonly file: string;
  /** Without it nothing is changed: what would be lost is told. */
  readonly yes: boolean;
}
export interface PlainArgs {
  readonly command: 'verify' | 'login' | 'recover' | 'passphrase';
  readonly dataDir: string | undefined;
}
export type Args =
  | ServeArgs
  | CallArgs
  | ImportArgs
  | BackupArgs
  | RestoreArgs
  | PlainArgs
  | { readonly command: 'bench' | 'help' | 'version' };

const options = {
  demo: { type: 'boolean' },
  'data-dir': { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  'no-open': { type: 'boolean' },
  json: { type: 'boolean' },
  'insecure-lan': { type: 'boolean' },
  batch: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  confirm: { type: 'string' },
  yes: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;
type OptionName = keyof typeof options;

/** Which options each command takes, beside --help. */
const taken: Readonly<Record<string, readonly OptionName[]>> = {
  serve: ['demo', 'data-dir', 'port', 'host', 'no-open', 'json', 'insecure-lan'],
  call: ['data-dir', 'batch'],
  import: ['data-dir', 'dry-run', 'confirm'],
  backup: ['data-dir'],
  verify: ['data-dir'],
  login: ['data-dir'],
  recover: ['data-dir'],
  restore: ['data-dir', 'yes'],
  passphrase: ['data-dir'],
  bench: ['json'],
};

/** Reads the arguments after the program's name. Throws UsageError. */
export function readArgs(argv: readonly string[]): Args {
  const { values, positionals } = parse(argv);
  const [command, ...rest] = positionals;
  if (values.version === true) return { command: 'version' };
  if (values.help === true || command === undefined || command === 'help') return { command: 'help' };
  const allowed = Object.hasOwn(taken, command) ? taken[command] : undefined;
  if (allowed === undefined) throw new UsageError(`There is no command "${command}". Run "deskbell --help".`);
  const stranger = (Object.keys(values) as OptionName[]).find((name) => !allowed.includes(name));
  if (stranger !== undefined) throw new UsageError(`"${command}" has no option --${stranger}. Run "deskbell --help".`);
  return readCommand(command, values, rest);
}

type Values = ReturnType<typeof parse>['values'];

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('. ')[0] ?? '') : '';
    throw new UsageError(`${words}. Run "deskbell --help".`);
  }
}

function readCommand(command: string, values: Values, rest: readonly string[]): Args {
  const dataDir = values['data-dir'];
  switch (command) {
    case 'serve':
      return readServe(values, atMost(command, rest, 0));
    case 'call':
      return readCall(values, rest);
    case 'import':
      return {
        ...{ command, dataDir },
        file: only(command, rest, 'FILE'),
        dryRun: values['dry-run'] ?? false,
        confirm: readCodes(values.confirm),
      };
    case 'backup':
      return { command, dataDir, file: only(command, rest, 'FILE') };
    case 'restore':
      return { command, dataDir, file: only(command, rest, 'FILE'), yes: values.yes ?? false };
    case 'bench':
      return { command };
    default:
      atMost(command, rest, 0);
      return { command: command as PlainArgs['command'], dataDir };
  }
}

function readServe(values: Values, _none: readonly string[]): ServeArgs {
  return {
    command: 'serve',
    demo: values.demo ?? false,
    dataDir: values['data-dir'],
    host: values.host ?? '127.0.0.1',
    port: values.port === undefined ? undefined : readPort(values.port),
    open: !(values['no-open'] ?? false),
    json: values.json ?? false,
    insecureLan: values['insecure-lan'] ?? false,
  };
}

function readCall(values: Values, rest: readonly string[]): CallArgs {
  const base = { command: 'call', dataDir: values['data-dir'] } as const;
  if (values.batch === true) {
    atMost('call --batch', rest, 0);
    return { ...base, procedure: null, input: null };
  }
  const [procedure, json, ...more] = rest;
  if (procedure === undefined || more.length > 0) {
    throw new UsageError(`Use: deskbell call PROCEDURE '{"json":"input"}', or deskbell call --batch.`);
  }
  return { ...base, procedure, input: json === undefined ? {} : readJson(json) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`The input is not JSON. Put it in single quotes: '{"id":"..."}'.`);
  }
}

/** `rowsFell,sameFile`; the codes themselves are the schedule's to know. */
function readCodes(text: string | undefined): readonly string[] {
  const codes = (text ?? '').split(',').map((code) => code.trim());
  if (text !== undefined && !codes.every((code) => /^[A-Za-z]{2,40}$/.test(code))) {
    throw new UsageError('Use: --confirm CODE, as the refusal named it; several with commas between.');
  }
  return codes.filter((code) => code !== '');
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new UsageError('A port is a number from 0 to 65535; 0 takes a free one.');
  }
  return port;
}

function only(command: string, rest: readonly string[], what: string): string {
  const [first, ...more] = rest;
  if (first === undefined || more.length > 0) throw new UsageError(`Use: deskbell ${command} ${what}.`);
  return first;
}

function atMost(command: string, rest: readonly string[], count: number): readonly string[] {
  if (rest.length > count) throw new UsageError(`"${command}" takes no "${rest[count] ?? ''}". Run "deskbell --help".`);
  return rest;
}
