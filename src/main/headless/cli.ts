/**
 * The command line's entry: arguments in, exit code out. Each command's work is in commands/; here is only which one
 * runs, on which data, and how an error is told. What opens data is imported when it is needed: `call` starts quickly.
 */
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Platform } from '../platform/ports.ts';
import { version } from '../runtime/version.ts';
import { readArgs, UsageError } from './args.ts';
import type { Args, CallArgs, ImportArgs, RestoreArgs, ServeArgs } from './args.ts';
import { callBatch, callOnce } from './commands/call.ts';
import { importFile } from './commands/importFile.ts';
import type { Call } from './commands/oneShot.ts';
import { candidateDataDirs, chooseDataDir, currentSurroundings } from '../platform/dataDir.ts';
import { help } from './help.ts';
import { findInstance, notRunning } from './instanceClient.ts';
import type { InstanceClient } from './instanceClient.ts';
import { isLoopback } from './hosts.ts';
import { canOpenBrowser, openBrowser } from './openBrowser.ts';
import { createOutput, errorLine } from './output.ts';
import type { Output } from './output.ts';
import { untilAskedToStop } from './signals.ts';
import { describeError } from '../runtime/startError.ts';
import { describeDefect } from '../rpc/errorShape.ts';

const here = currentSurroundings();

// Answers are written synchronously and everything has been stopped: nothing may keep the process from ending.
process.exit(await main(process.argv.slice(2), createOutput()));

async function main(argv: readonly string[], output: Output): Promise<number> {
  let args: Args;
  try {
    args = readArgs(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.note(error.message);
    return 2;
  }
  try {
    return await run(args, output);
  } catch (error) {
    const demo = args.command === 'serve' && args.demo;
    const shape = describeError(error, chooseDataDir('dataDir' in args ? args.dataDir : undefined, demo, here));
    output.note(shape.message);
    if (shape.code === 'INTERNAL') output.note(JSON.stringify(describeDefect(error)));
    if (args.command !== 'serve' || args.json) output.answer(errorLine(shape));
    return 1;
  }
}

async function run(args: Args, output: Output): Promise<number> {
  switch (args.command) {
    case 'help':
      output.answer(help.trimEnd());
      return 0;
    case 'version':
      output.answer(version);
      return 0;
    case 'bench':
      output.note('The measurements come with the sources: run "npm run bench -- --json" there.');
      return 1;
    case 'serve':
      return serve(args, output);
    case 'call':
      return onInstance(args.dataDir, output, (instance) => call(args, instance, output));
    case 'login':
      return onInstance(args.dataDir, output, (instance) => login(instance, output));
    case 'import':
      return onCore(args.dataDir, output, (ask) => importSchedule(args, ask, output));
    case 'backup':
      return onCore(args.dataDir, output, (ask) =>
        answerOf(ask('system.createBackup', { path: resolve(args.file) }), output),
      );
    case 'verify':
      return onCore(args.dataDir, output, (ask) => verify(ask, output));
    case 'recover':
      return recover(args.dataDir, output);
    case 'restore':
      return restoreBackup(args, output);
    case 'passphrase':
      return passphrase(args.dataDir, output);
  }
}

async function serve(args: ServeArgs, output: Output): Promise<number> {
  const dataDir = chooseDataDir(args.dataDir, args.demo, here);
  const { startServing } = await import('./commands/serve.ts');
  const serving = await startServing(args, () => createPlatform(dataDir), here.env, output.note);
  const { url, loginUrl, recoveryCode } = serving;
  if (args.json) output.answer(JSON.stringify({ url, loginUrl, dataDir, pid: process.pid }));
  else output.answer(`Deskbell is ready. Open ${loginUrl}\nThe link signs one browser in, once, within the hour.`);
  if (recoveryCode !== null) {
    output.note(`Recovery code (write it down now, it is shown only once and unlocks your data): ${recoveryCode}`);
  }
  if (!isLoopback(args.host)) {
    output.note('Warning: without encryption, anyone on this network can read what is sent, patients included.');
  }
  if (args.open && !args.json && canOpenBrowser(here.platform, here.env)) openBrowser(loginUrl, here.platform);
  const defect = await untilAskedToStop();
  if (defect !== null) output.note(`Deskbell has to stop: ${JSON.stringify(describeDefect(defect.thrown))}`);
  await serving.stop();
  return defect === null ? 0 : 1;
}

function call(args: CallArgs, instance: InstanceClient, output: Output): Promise<number> {
  return args.procedure === null
    ? callBatch(instance, process.stdin, output)
    : callOnce(instance, args.procedure, args.input, output);
}

async function login(instance: InstanceClient, output: Output): Promise<number> {
  const url = await instance.newLoginUrl();
  if (url === null) {
    output.note('This Deskbell runs in its own window and needs no sign-in link.');
    return 1;
  }
  output.answer(url);
  return 0;
}

async function importSchedule(args: ImportArgs, ask: Call, output: Output): Promise<number> {
  const result = await importFile(args, ask);
  const { counts } = result.applied ?? result.preview;
  output.answer(JSON.stringify(result.applied ?? result.preview));
  const verb = args.dryRun ? 'would be' : 'are';
  output.note(
    `${counts.new} ${verb} new, ${counts.moved} moved, ${counts.changed} changed, ${counts.cancelled} cancelled, ` +
      `${counts.unchanged} unchanged, ${counts.skipped} left out; ${counts.problems} rows have a remark.`,
  );
  return 0;
}

/** Exit code 1 when the trail or the file is not whole. */
async function verify(ask: Call, output: Output): Promise<number> {
  const answer = await ask('audit.verifyChain', { integrity: true });
  if (!answer.ok) return answerOf(Promise.resolve(answer), output);
  const check = answer.value as { ok: boolean; integrity: string; text: string };
  output.answer(JSON.stringify(check));
  output.note(check.text);
  return check.ok && check.integrity === 'ok' ? 0 : 1;
}

async function recover(asked: string | undefined, output: Output): Promise<number> {
  if (process.stdin.isTTY) output.note('Type the recovery code, then Enter and Ctrl+D:');
  const code = (await text(process.stdin)).trim();
  const { recoverData } = await import('../runtime/recoverData.ts');
  // A forgotten passphrase is one of the reasons to be here.
  const platform = await createLockedPlatform(chooseDataDir(asked, false, here));
  await recoverData(platform, code);
  const { dropForgotten } = await import('./passphrase.ts');
  await dropForgotten(platform, output);
  output.note('The data is unlocked on this computer. Start Deskbell.');
  return 0;
}

async function restoreBackup({ dataDir, file, yes }: RestoreArgs, output: Output): Promise<number> {
  const { restore } = await import('./commands/restore.ts');
  return restore(await createPlatform(chooseDataDir(dataDir, false, here)), { file: resolve(file), yes }, output);
}

async function passphrase(asked: string | undefined, output: Output): Promise<number> {
  const { setPassphrase } = await import('./passphrase.ts');
  await setPassphrase(await createLockedPlatform(chooseDataDir(asked, false, here)), here.env, output);
  return 0;
}

async function answerOf(answering: ReturnType<Call>, output: Output): Promise<number> {
  const answer = await answering;
  output.answer(answer.ok ? JSON.stringify(answer.value) : errorLine(answer.error));
  if (!answer.ok) output.note(answer.error.message);
  return answer.ok ? 0 : 1;
}

async function onInstance(
  asked: string | undefined,
  output: Output,
  work: (instance: InstanceClient) => Promise<number>,
): Promise<number> {
  const instance = await findInstance(fetch, candidateDataDirs(asked, here));
  return instance === undefined ? nothingThere(output) : work(instance);
}

async function onCore(
  asked: string | undefined,
  output: Output,
  work: (ask: Call) => Promise<number>,
): Promise<number> {
  const { withCore } = await import('./commands/oneShot.ts');
  const deps = { dataDirs: candidateDataDirs(asked, here), createPlatform, env: here.env };
  return (await withCore(deps, work)) ?? nothingThere(output);
}

function nothingThere(output: Output): number {
  output.note(notRunning.message);
  output.answer(errorLine(notRunning));
  return 1;
}

async function createPlatform(dataDir: string): Promise<Platform> {
  const { withPassphrase } = await import('./passphrase.ts');
  return withPassphrase(await createLockedPlatform(dataDir), here.env);
}

/** Its secrets are as they lie in the file: under a passphrase, where there is one. */
async function createLockedPlatform(dataDir: string): Promise<Platform> {
  const { createNodePlatform } = await import('../platform/node.ts');
  // A person reads this terminal: only what stops the work is told unasked.
  const asked = here.env['DESKBELL_LOG_LEVEL'];
  const level = (['debug', 'info', 'warn'] as const).find((known) => known === asked) ?? 'error';
  return createNodePlatform({ dataDir, log: { level } });
}
