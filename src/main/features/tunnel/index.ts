/** The tunnel as people set it up and look at it. What runs is the webhooks' business; it comes in as functions. */
import { DomainError } from '../../../contract/errors.ts';
import type { Tunnel } from '../../../contract/tunnel.ts';
import type { Clock, Secrets } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers, ParsedInputOf } from '../feature.ts';
import { readTunnelConfig, TOKEN_SECRET, writeTunnelConfig } from './config.ts';
import type { TunnelConfig } from './config.ts';

/** Everything of the page that what runs knows. */
export type LiveTunnel = Pick<Tunnel, 'state' | 'text' | 'since' | 'publicUrl' | 'lastCheck' | 'lan' | 'counts'>;

export interface TunnelDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly secrets: Secrets;
  /** What runs now. */
  readonly live: () => LiveTunnel;
  /** Makes what runs as it is stored; resolves when it has begun to. */
  readonly apply: () => Promise<void>;
  /** Looks from outside; the result is in `live` afterwards. */
  readonly check: (signal: AbortSignal) => Promise<void>;
}

/** Counting what waits stops here: more than this is "many". */
const MOST_COUNTED = 10_000;

export function createTunnelFeature(deps: TunnelDeps): FeatureHandlers<'tunnel'> {
  return {
    getTunnel: () => view(deps),
    saveTunnel: (context, input) => save(deps, context, input),
    checkTunnel: async (context) => {
      await deps.check(context.signal);
      return view(deps);
    },
  };
}

async function view({ store, secrets, live }: TunnelDeps): Promise<Tunnel> {
  const hasToken = (await secrets.get(TOKEN_SECRET)) !== undefined;
  const stored = store.read((tx) => {
    const { kind, port, pictures } = readTunnelConfig(tx);
    const { hookEvents } = tx;
    return {
      kind,
      port,
      pictures,
      lastEventAt: hookEvents.lastReceivedAt(),
      waiting: hookEvents.countWaiting(MOST_COUNTED),
    };
  });
  return { ...stored, hasToken, ...live() };
}

async function save(
  deps: TunnelDeps,
  context: CallContext,
  input: ParsedInputOf<'tunnel.saveTunnel'>,
): Promise<Tunnel> {
  const { token, commandId: _commandId, ...patch } = input;
  const before = deps.store.read(readTunnelConfig);
  const after: TunnelConfig = { ...before, ...given(patch) };
  const hasToken = token === undefined ? (await deps.secrets.get(TOKEN_SECRET)) !== undefined : token !== null;
  assertComplete(after, hasToken);
  if (token === null) await deps.secrets.delete(TOKEN_SECRET);
  else if (token !== undefined) await deps.secrets.set(TOKEN_SECRET, token);
  runCommand(deps, context, 'tunnel.saveTunnel', (tx, now) => {
    writeTunnelConfig(tx, after, now);
    const fields = [...Object.keys(given(patch)), ...(token === undefined ? [] : ['token'])];
    tx.audit.append({ at: now, action: 'tunnel.saved', entity: 'setting', data: { kind: after.kind, fields } });
  });
  await deps.apply();
  return view(deps);
}

/** Only what was said. */
function given(patch: { readonly [K in keyof TunnelConfig]?: TunnelConfig[K] | undefined }): Partial<TunnelConfig> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

function assertComplete({ kind, publicUrl }: TunnelConfig, hasToken: boolean): void {
  const wants = (field: 'publicUrl' | 'token', words: string) => new DomainError('INVALID_INPUT', words, { field });
  if (kind === 'own' && publicUrl === null) {
    throw wants('publicUrl', 'Type the address that leads to this computer, like https://hooks.example.com.');
  }
  if (kind === 'cloudflared' && hasToken && publicUrl === null) {
    throw wants(
      'publicUrl',
      'Type the public address of this tunnel as Cloudflare shows it, like https://hooks.example.com.',
    );
  }
  if (kind === 'ngrok' && !hasToken) throw wants('token', 'Paste the authtoken of your ngrok account.');
}
