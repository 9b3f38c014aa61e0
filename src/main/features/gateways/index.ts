/** Pairing, testing, pausing and removing gateways. Credentials pass through to the provider and are never written here. */
import { clearedKey, failingOn } from '../../jobs/line.ts';
import type { WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers, ParsedInputOf } from '../feature.ts';
import { readLimits } from '../settings/sendLimits.ts';
import { adviceFor, brandOf } from './brandAdvice.ts';
import { connectTwilio } from './connectTwilio.ts';
import type { GatewaysDeps } from './deps.ts';
import { mustGet, note } from './one.ts';
import { pairPhone } from './pairPhone.ts';
import { overheardChecks, phoneChecks } from './phoneChecks.ts';
import { getHearingTest, startHearingTest } from './phoneHearing.ts';
import { acceptAddress, findPhones, readLogs, setPhoneWebhooks } from './phoneNetwork.ts';
import { deviceNameOf } from './phoneRecord.ts';
import { updateGateway } from './phoneSetup.ts';
import { removeGateway } from './remove.ts';
import { listWhatsAppTemplates, setTwilioWebhooks, testTwilio } from './twilioSettings.ts';
import { viewGateway } from './views.ts';

export function createGatewaysFeature(deps: GatewaysDeps): FeatureHandlers<'gateways'> {
  return {
    listGateways: () =>
      deps.store.read((tx) => ({
        items: tx.gateways.list().map((gateway) => viewGateway(tx, gateway, deps.clock.now())),
      })),
    pairPhone: (context, input) => pairPhone(deps, context, input),
    connectTwilio: (context, input) => connectTwilio(deps, context, input),
    setWebhooks: (context, input) => setWebhooks(deps, context, input),
    findPhones: (context) => findPhones(deps, context),
    acceptAddress: (context, input) => acceptAddress(deps, context, input),
    updateGateway: (context, input) => updateGateway(deps, context, input),
    readLogs: (context, input) => readLogs(deps, context, input),
    startHearingTest: (context, input) => startHearingTest(deps, context, input),
    getHearingTest: (_context, input) => getHearingTest(deps, input),
    getPhoneAdvice: (_context, input) => {
      const name = deps.store.read((tx) => deviceNameOf(mustGet(tx, input.id)));
      return { brand: brandOf(name), items: adviceFor(name) };
    },
    listWhatsAppTemplates: (context, input) => listWhatsAppTemplates(deps, input, context.signal),
    testGateway: (context, input) => testGateway(deps, context, input.id),
    removeGateway: (context, input) => removeGateway(deps, context, input),
    setPaused: (context, input) => {
      const result = runCommand(deps, context, 'gateways.setPaused', (tx, now) => {
        mustGet(tx, input.id);
        tx.gateways.update(input.id, { pausedAt: input.paused ? now : null });
        if (!input.paused) forgiveFailures(tx, input.id, now);
        note(tx, input.id, input.paused ? 'gateway.paused' : 'gateway.resumed', now);
        return { done: true as const };
      });
      deps.changed();
      return result;
    },
  };
}

/** A person has looked after it: failures from before count no more, and automatic texts go on. */
function forgiveFailures(tx: WriteTx, id: string, now: number): void {
  const gateway = mustGet(tx, id);
  if (failingOn(tx, gateway, readLimits(tx, gateway), now) === null) return;
  tx.settings.set(clearedKey(id), now + 1, now);
  note(tx, id, 'gateway.failuresCleared', now);
}

async function setWebhooks(deps: GatewaysDeps, context: CallContext, input: ParsedInputOf<'gateways.setWebhooks'>) {
  const { kind } = deps.store.read((tx) => mustGet(tx, input.id));
  if (kind === 'twilio') return setTwilioWebhooks(deps, context, input);
  return setPhoneWebhooks(deps, context, input);
}

async function testGateway(deps: GatewaysDeps, context: CallContext, id: string) {
  const record = deps.store.read((tx) => mustGet(tx, id));
  const health = await deps.checkHealth(record, context.signal);
  if (health?.reachable === true && health.problem === null) {
    deps.store.write(context.actor.name, (tx) => forgiveFailures(tx, id, deps.clock.now()));
  }
  deps.changed();
  const checks =
    record.kind === 'twilio'
      ? await testTwilio(deps, id, health, context.signal)
      : [...phoneChecks(health), ...(await overheardChecks(deps, id, health, context.signal))];
  return { gateway: deps.store.read((tx) => viewGateway(tx, mustGet(tx, id), deps.clock.now())), checks };
}
