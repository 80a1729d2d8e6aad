/** What `keywire/pulumi/aws` refuses. */
import { expectOneError } from '../refusals/one-error';
import { late, runIn } from './aws-program';
import { ofKeys } from './refusals/of-keys';
import { ofRoles } from './refusals/of-roles';
import { ofSecrets } from './refusals/of-secrets';
import { ofServiceAccounts } from './refusals/of-service-accounts';
import { ofTrusts } from './refusals/of-trusts';
import { ofUsers } from './refusals/of-users';
import { nameIn, type As, type Refusal } from './refusals/refusal';

const table = [...ofUsers, ...ofKeys, ...ofSecrets, ...ofTrusts, ...ofRoles, ...ofServiceAccounts];
const asIs: As = value => value;
const comesLate = late as unknown as As;

const of = ({ at, says }: Refusal) => ({ at: `${at}: `, says });

describe('what cannot work', () => {
  test.each(table.filter(({ onlyLate }) => !onlyLate))(
    'fails when $failsWhen, before anything of it is registered',
    async row => {
      const outcome = await runIn({}, () => row.declare(asIs));
      expectOneError(outcome, of(row));
      const name = nameIn(row);
      expect(
        outcome.resources.filter(each => each.name === name || (each.parent === name && each.name !== 'orders-key')),
      ).toEqual([]);
    },
  );

  test.each(table.filter(({ before }) => before))(
    'fails when $failsWhen, also when that is known late, before what would not work is registered',
    async row => {
      const outcome = await runIn({}, () => row.declare(comesLate));
      expectOneError(outcome, of(row));
      const names = outcome.resources.map(({ name }) => name);
      expect(row.before?.filter(name => names.includes(name))).toEqual([]);
    },
  );
});
