/** People and their numbers: list, detail, save. */
import { DomainError } from '../../../contract/errors.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import type { ViewLog } from '../audit/viewLog.ts';
import { runCommand } from '../command.ts';
import type { FeatureHandlers } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { listDuplicates } from './duplicates.ts';
import { listPeople } from './listPeople.ts';
import { mergePeople, undoMerge, type MergeDeps } from './mergePeople.ts';
import { savePerson } from './savePerson.ts';
import { toPerson } from './toPerson.ts';

export interface PeopleDeps extends MergeDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly viewLog: ViewLog;
}

export function createPeopleFeature(deps: PeopleDeps): FeatureHandlers<'people'> {
  const { store, clock } = deps;
  return {
    listDuplicates: (_context, input) => store.read((tx) => listDuplicates(tx, input, clock.now())),
    mergePeople: (context, input) =>
      runCommand(deps, context, 'people.mergePeople', (tx, now) =>
        mergePeople(deps, tx, input, context.actor.name, now),
      ),
    undoMerge: (context, input) =>
      runCommand(deps, context, 'people.undoMerge', (tx, now) => undoMerge(deps, tx, input, now)),
    keepApart: (context, { personId, otherId }) =>
      runCommand(deps, context, 'people.keepApart', (tx, now) => {
        for (const id of [personId, otherId]) {
          if (tx.people.get(id) === undefined) throw new DomainError('NOT_FOUND', 'This person is no longer there.');
        }
        tx.merges.keepApart(personId, otherId, now, context.actor.name);
        tx.changed('person.changed', personId);
        return { done: true as const };
      }),
    listPeople: (context, input) => {
      const page = store.read((tx) => listPeople(tx, input, clock.now()));
      if (input.search !== '') deps.viewLog.auditSearch(context, 'people.searched', page.total);
      return page;
    },
    getPerson: (context, { id }) => {
      const person = store.read((tx) => tx.people.get(id));
      if (person === undefined) throw new DomainError('NOT_FOUND', 'This person is no longer there.');
      deps.viewLog.auditView(context, { entity: 'person', entityId: id });
      return store.read((tx) => toPerson(tx, person, readSettings(tx).practice.country, clock.now()));
    },
    savePerson: (context, input) =>
      runCommand(deps, context, 'people.savePerson', (tx, now) =>
        toPerson(tx, savePerson(deps, tx, input, now), readSettings(tx).practice.country, now),
      ),
  };
}
