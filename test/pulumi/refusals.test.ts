import { output, secret } from '@pulumi/pulumi';
import { SecretValue } from 'keywire/pulumi';
import { isImpossible, isRefused, type Refused, type Row } from '../bad-inputs/row';
import { table } from '../bad-inputs/table';
import { leaksIn, newCanary } from '../canary';
import { errorText } from '../shown';
import { ordersChart, type Chart } from './as-cdk8s';
import { run, type Outcome } from './program';
import { expectOneError, nameIn } from './refusals/one-error';
import { shownPlaces } from './refusals/shown-places';
import { revealed } from './registered';

jest.mock('cdk8s', () => jest.requireActual<object>('./as-cdk8s'));
jest.mock('keywire/cdk8s', () => jest.requireActual<{ pulumiAsCdk8s: object }>('./as-cdk8s').pulumiAsCdk8s);

const byNumber =
  (...numbers: readonly number[]) =>
  ({ number }: Row): boolean =>
    numbers.includes(number);

const ofYaml = byNumber(11, 12, 13);
/** What is wrong with a Secret for Flux when it is rendered: Pulumi renders none, as Flux reads the file. */
const ofRenderedSecret = byNumber(94);
/** Whether the row tells what `unsafePlaintext` says, whose counterpart has words of its own. */
const ofPlaintext = ({ at }: Refused): boolean => at.startsWith('unsafePlaintext()');
const rows = table.filter(isRefused).filter(row => !ofYaml(row) && !ofRenderedSecret(row) && !ofPlaintext(row));
/** What two components make is not compared where the namespace comes late. */
const ofOneObject = byNumber(57);
/** Only what a component is given by its parent or provider tells of which cluster it is: of these, the component is there. */
const ofOneCluster = byNumber(57, 78);

/** What runs of a row of the table of bad inputs, which knows charts and constructs. */
async function declared({ declare }: Row, late: boolean): Promise<Outcome & { readonly constructed: string[] }> {
  const chart = ordersChart({ late });
  const outcome = await run(() => {
    declare(chart);
  });
  return { ...outcome, constructed: (chart as unknown as Chart).constructed };
}

/** A says that names another construct does so by its path. */
const named = (row: Refused): Refused => ({
  ...row,
  says: new RegExp(
    row.says.source.replaceAll(/(?<=which )orders\\?\/(more\\?\/)?(?=[\w-]+ (makes|gives))/g, ''),
    row.says.flags,
  ),
});

describe('a bad input', () => {
  test.each(rows)('fails when $failsWhen ($number), before anything of it is registered', async row => {
    const outcome = await declared(row, false);
    expectOneError(outcome, named(row));
    const components = outcome.resources.filter(({ isComponent }) => isComponent).map(({ name }) => name);
    const refused = ofOneCluster(row) ? [nameIn(row.at)] : [];
    expect(components.toSorted()).toEqual([...outcome.constructed, ...refused].toSorted());
  });

  test.each(rows.filter(row => !ofOneObject(row)))(
    'fails when $failsWhen ($number), also when that comes late, before what would be made of it is registered',
    async row => {
      const outcome = await declared(row, true);
      expectOneError(outcome, named(row));
      expect(outcome.resources.filter(each => !each.isComponent && each.parent === nameIn(row.at))).toEqual([]);
    },
  );

  test.each(table.filter(isImpossible).filter(row => !ofYaml(row)))('never $never ($number)', async row => {
    for (const late of [false, true]) {
      const { resources, messages } = await declared(row, late);
      const manifests = resources.filter(({ isComponent }) => !isComponent).map(({ inputs }) => revealed(inputs));
      expect(messages).toEqual([]);
      expect(row.mistakesIn(manifests as object[])).toEqual([]);
      expect(manifests.length).toBeGreaterThan(0);
    }
  });
});

describe('a secret Output where it would be shown', () => {
  test.each(shownPlaces.map(([path, declare]) => ({ path, declare })))('fails at $path', async ({ path, declare }) => {
    const canary = newCanary();
    const outcome = await run(() => {
      declare(secret(canary));
    });
    expectOneError(outcome, {
      at: path,
      says: /must not be secret, as it would be shown; give the value to a credential, and use its keys$/,
    });
    const owner = nameIn(path);
    expect(outcome.resources.filter(each => !each.isComponent && each.parent === owner)).toEqual([]);
    expect(leaksIn(JSON.stringify(outcome.resources) + errorText(outcome.errors[0]), { canary })).toEqual([]);
  });

  test.each(shownPlaces.map(([path, declare]) => ({ path, declare })))(
    'fails at $path, also when it comes of one that is secret',
    async ({ path, declare }) => {
      const canary = newCanary();
      const { messages } = await run(() => {
        declare(output(Promise.resolve(secret(canary))).apply(text => `a${text}`));
      });
      expect(messages).toEqual([expect.stringContaining(`${path}: must not be secret`)]);
    },
  );

  test.each(shownPlaces.map(([path, declare]) => ({ path, declare })))(
    'fails at $path, also when it is a value that a backend would place',
    async ({ path, declare }) => {
      const canary = newCanary();
      const outcome = await run(() => {
        declare(new SecretValue(canary) as never);
      });
      expectOneError(outcome, { at: `orders/${nameIn(path)}: `, says: / must / });
      expect(outcome.resources.filter(({ name }) => name.startsWith(nameIn(path)))).toEqual([]);
      expect(leaksIn(JSON.stringify(outcome.resources) + errorText(outcome.errors[0]), { canary })).toEqual([]);
    },
  );
});
