/** Where people live: one row a person, or none. The row goes with the person. */
import type { PeopleWriter } from '../messagingRepositories.ts';
import type { PersonAddressRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import { defineTable, integer, nullable, oneOf, text } from '../table.ts';

const personAddress = defineTable<PersonAddressRecord>(
  'person_address',
  {
    personId: text,
    country: nullable(text),
    region: nullable(text),
    postcode: nullable(text),
    source: oneOf(['desk', 'list']),
    updatedAt: integer,
  },
  'person_id',
);

const ADDRESS = `SELECT ${personAddress.columns()} FROM person_address WHERE person_id = @personId`;

export function createPersonAddresses(sql: Sql): Pick<PeopleWriter, 'addressOf' | 'setAddress'> {
  return {
    addressOf: (personId) => personAddress.one(sql.get(ADDRESS, { personId })),
    setAddress: (personId, address) => {
      sql.run('DELETE FROM person_address WHERE person_id = @personId', { personId });
      if (address !== null) personAddress.insert(sql, { personId, ...address });
    },
  };
}
