/** Migration 0110 with the rows of the version before it, and the repository of auto-replies. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConnection } from '../../src/main/store/driver.ts';
import type { Connection } from '../../src/main/store/driver.ts';
import { migrate, readMigrations } from '../../src/main/store/migrator.ts';
import type { AutoReplyRuleRecord } from '../../src/main/store/store.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { NOW, sampleConversation } from './samples.ts';

const SHIPPED = fileURLToPath(new URL('../../migrations/', import.meta.url));
const NEW = '0110_templates_and_rules.sql';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskbell-templates-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function migrateTo(names: readonly string[]): void {
  const files = join(folder, `migrations-${String(names.length)}`);
  mkdirSync(files);
  for (const name of names) cpSync(join(SHIPPED, name), join(files, name));
  withDatabase((connection) =>
    migrate(connection, {
      migrations: readMigrations(files),
      backupFile: (from) => join(folder, `from-${String(from)}.db`),
      now: () => NOW,
      crashPoint: () => undefined,
    }),
  );
}
function withDatabase<T>(work: (connection: Connection) => T): T {
  const connection = openConnection(join(folder, 'test.db'), { key: TEST_KEY });
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

describe('the templates of the version before', () => {
  it('keep their words and become translations of what they were found by', () => {
    const all = readdirSync(SHIPPED)
      .filter((name) => /^\d{4}_/.test(name))
      .toSorted();
    migrateTo(all.filter((name) => name < NEW));
    const add = (id: string, language: string, name: string, version: number, updatedAt: number): string =>
      `INSERT INTO template (id, name, shortcut, category, language, version, created_at, updated_at)
         VALUES ('${id}', '${name}', '', 'reminder', '${language}', ${String(version)}, 1, ${String(updatedAt)});
       INSERT INTO template_version (template_id, version, body, actor, created_at)
         VALUES ('${id}', ${String(version)}, 'Words of ${id}', 'Ana', 1);`;
    withDatabase((connection) =>
      connection.exec(
        [
          add('en', 'en', 'Reminder', 3, 10),
          add('es-old', 'es', 'Reminder', 1, 11),
          add('es', 'es', 'Reminder', 2, 12),
          add('alone', 'es', 'Solo', 1, 13),
          add('other', 'en', 'Other', 1, 14),
        ].join('\n'),
      ),
    );
    migrateTo(all.filter((name) => name <= NEW));
    const rows = withDatabase((connection) =>
      connection.prepare('SELECT id, translation_of, base_version, archived_at FROM template ORDER BY id').all(),
    );
    const base = { translation_of: null, base_version: null, archived_at: null };
    expect(rows).toEqual([
      { id: 'alone', ...base },
      { id: 'en', ...base },
      { id: 'es', translation_of: 'en', base_version: 3, archived_at: null },
      { id: 'es-old', ...base },
      { id: 'other', ...base },
    ]);
    const words = withDatabase((connection) => connection.prepare('SELECT body FROM template_version').all());
    expect(words).toHaveLength(5);
  });
});

const rule = (id: string, position: number, over: Partial<AutoReplyRuleRecord> = {}): AutoReplyRuleRecord => ({
  id,
  position,
  enabled: true,
  definition: {
    how: 'contains',
    words: ['parking'],
    conditions: [{ kind: 'visitWithin', days: 7 }],
    mark: 'none',
    move: 'done',
  },
  templateId: null,
  stoppedAt: null,
  createdAt: NOW,
  updatedAt: NOW,
  deletedAt: null,
  ...over,
});

describe('auto-reply rules', () => {
  it('come back as they were written, in order, without the deleted ones', async () => {
    const { store } = await createTestStore();
    store.write('Ana', (tx) => {
      tx.autoReplies.insert(rule('second', 1));
      tx.autoReplies.insert(rule('first', 0, { enabled: false, stoppedAt: NOW }));
      tx.autoReplies.insert(rule('gone', 2, { deletedAt: NOW }));
    });
    const listed = store.read((tx) => tx.autoReplies.rules());
    expect(listed).toEqual([rule('first', 0, { enabled: false, stoppedAt: NOW }), rule('second', 1)]);
    expect(store.read((tx) => tx.autoReplies.rule('gone'))).toMatchObject({ deletedAt: NOW });
    store.write('Ana', (tx) => tx.autoReplies.update('first', { position: 5, enabled: true }));
    expect(store.read((tx) => tx.autoReplies.rules()).map(({ id }) => id)).toEqual(['second', 'first']);
  });

  it('count their uses, and those of a thread are found newest first', async () => {
    const { store } = await createTestStore();
    store.write('Ana', (tx) => {
      tx.conversations.insert(sampleConversation({ id: 'c1' }));
      tx.autoReplies.insert(rule('r', 0));
      for (const [index, answerId] of ['a1', null, 'a3'].entries()) {
        tx.autoReplies.recordUse({
          ruleId: 'r',
          conversationId: 'c1',
          messageId: `m${String(index)}`,
          answerId,
          at: NOW + index,
        });
      }
    });
    expect(store.read((tx) => tx.autoReplies.uses(NOW + 1)).get('r')).toBe(2);
    const uses = store.read((tx) => tx.autoReplies.usesIn('c1', NOW));
    expect(uses.map(({ answerId, at }) => [answerId, at])).toEqual([
      ['a3', NOW + 2],
      [null, NOW + 1],
      ['a1', NOW],
    ]);
  });
});
