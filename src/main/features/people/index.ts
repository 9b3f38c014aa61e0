/** People and their numbers: list, detail, save. */
import { DomainError } from '../../../contract/errors.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { FeatureHandlers } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { listPeople } from './listPeople.ts';
import { savePerson } from './savePerson.ts';
import { toPerson } from './toPerson.ts';

export interface PeopleDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function createPeopleFeature(deps: PeopleDeps): FeatureHandlers<'people'> {
  const { store, clock } = deps;
  return {
    listPeople: (_context, input) => store.read((tx) => listPeople(tx, input, clock.now())),
    getPerson: (_context, { id }) =>
      store.read((tx) => {
        const person = tx.people.get(id);
        if (person === undefined) throw new DomainError('NOT_FOUND', 'This person is no longer there.');
        return toPerson(tx, person, readSettings(tx).practice.country, clock.now());
      }),
    savePerson: (context, input) =>
      runCommand(deps, context, 'people.savePerson', (tx, now) =>
        toPerson(tx, savePerson(deps, tx, input, now), readSettings(tx).practice.country, now),
      ),
  };
}
