/** Services over a core in memory; safe in a browser too. */
import { createServices } from '../../../src/renderer/app/createServices.ts';
import type { Services } from '../../../src/renderer/state/services.ts';
import { createMemoryCore } from './memoryTransport.ts';
import type { Answers, MemoryCore } from './memoryTransport.ts';
import { NOW, shellAnswers } from './shellAnswers.ts';

/** Services over a core that answers the frame's questions and `answers`. The client is not started. */
export function createTestServices(answers: Answers = {}): { core: MemoryCore; services: Services } {
  const core = createMemoryCore({ ...shellAnswers, ...answers });
  const services = createServices({
    transport: core.transport,
    storage: undefined,
    start: { screen: 'inbox' },
    wall: () => NOW,
  });
  return { core, services };
}
