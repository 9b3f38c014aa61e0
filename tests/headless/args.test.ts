/** The command line as values, and where the data lives on each system. */
import { describe, expect, it } from 'vitest';
import { readArgs, UsageError } from '../../src/main/headless/args.ts';
import { candidateDataDirs, chooseDataDir } from '../../src/main/platform/dataDir.ts';

describe('arguments', () => {
  it('reads serve with all of its options', () => {
    const argv = 'serve --demo --data-dir /tmp/x --port 8001 --host 127.0.0.1 --no-open --json'.split(' ');
    expect(readArgs(argv)).toEqual({
      command: 'serve',
      demo: true,
      dataDir: '/tmp/x',
      port: 8001,
      host: '127.0.0.1',
      open: false,
      json: true,
      insecureLan: false,
    });
  });
  it('serves this computer only, on the usual port, unless told otherwise', () => {
    expect(readArgs(['serve'])).toMatchObject({ host: '127.0.0.1', port: undefined, insecureLan: false });
  });
  it('reads a call with its JSON, and an empty input when there is none', () => {
    expect(readArgs(['call', 'people.getPerson', '{"id":"p1"}'])).toMatchObject({ input: { id: 'p1' } });
    expect(readArgs(['call', 'system.getHealth'])).toMatchObject({ procedure: 'system.getHealth', input: {} });
    expect(readArgs(['call', '--batch', '--data-dir', '/x'])).toMatchObject({ procedure: null, dataDir: '/x' });
  });
  it('reads the short commands', () => {
    expect(readArgs(['import', 'day.csv', '--dry-run'])).toMatchObject({ file: 'day.csv', dryRun: true });
    expect(readArgs(['import', 'day.csv', '--confirm', 'rowsFell,sameFile'])).toMatchObject({
      confirm: ['rowsFell', 'sameFile'],
    });
    expect(readArgs(['backup', 'copy.db'])).toMatchObject({ command: 'backup', file: 'copy.db' });
    expect(readArgs(['verify'])).toMatchObject({ command: 'verify' });
    expect(readArgs([])).toEqual({ command: 'help' });
    expect(readArgs(['serve', '--help'])).toEqual({ command: 'help' });
    expect(readArgs(['-v'])).toEqual({ command: 'version' });
  });
  it.each([
    [['nonsense'], 'There is no command "nonsense"'],
    [['constructor'], 'There is no command "constructor"'],
    [['serve', '--port', '70000'], 'A port is a number from 0 to 65535'],
    [['serve', '--port', '-1'], '--help'],
    [['serve', 'now'], '"serve" takes no "now"'],
    [['verify', '--demo'], '"verify" has no option --demo'],
    [['serve', '--colour'], "Unknown option '--colour'"],
    [['call'], 'Use: deskbell call PROCEDURE'],
    [['call', 'a.b', '{id:1}'], 'The input is not JSON'],
    [['import'], 'Use: deskbell import FILE'],
    [['import', 'day.csv', '--confirm', 'all of it'], 'Use: --confirm CODE'],
  ])('says what is wrong with %j', (argv, words) => {
    expect(() => readArgs(argv)).toThrow(UsageError);
    expect(() => readArgs(argv)).toThrow(words);
  });
});

describe('the data folder', () => {
  const linux = { platform: 'linux', env: {}, home: '/home/sam' } as const;

  it('follows the customs of each system', () => {
    expect(chooseDataDir(undefined, false, linux)).toBe('/home/sam/.local/share/Deskbell');
    expect(chooseDataDir(undefined, false, { ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/Deskbell');
    expect(chooseDataDir(undefined, false, { ...linux, env: { XDG_DATA_HOME: 'data' } })).toContain('.local');
    expect(chooseDataDir(undefined, false, { ...linux, platform: 'darwin' })).toBe(
      '/home/sam/Library/Application Support/Deskbell',
    );
    expect(chooseDataDir(undefined, false, { platform: 'win32', env: { APPDATA: '/roaming' }, home: '/' })).toBe(
      '/roaming/Deskbell',
    );
  });
  it('is the one asked for, then the one of the environment', () => {
    const env = { DESKBELL_DATA_DIR: '/env' };
    expect(chooseDataDir('/asked', true, { ...linux, env })).toBe('/asked');
    expect(chooseDataDir(undefined, true, { ...linux, env })).toBe('/env');
  });
  it('is another one for the demo, where commands look last', () => {
    expect(chooseDataDir(undefined, true, linux)).toBe('/home/sam/.local/share/Deskbell Demo');
    expect(candidateDataDirs(undefined, linux)).toEqual([
      '/home/sam/.local/share/Deskbell',
      '/home/sam/.local/share/Deskbell Demo',
    ]);
    expect(candidateDataDirs('/asked', linux)).toEqual(['/asked']);
  });
});
