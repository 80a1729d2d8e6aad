import { fieldsOf, keyOf, type Delivery, type Order } from './delivery';

/** The options of {@link existing}. */
export type ExistingOptions<Field extends string> = {
  /** The optional fields that the Secret holds. @default [] */
  readonly optionalFields?: readonly Field[] | undefined;
};

/** A credential whose Secret somebody else makes. */
export type Existing<Field extends string> = { readonly backend: 'existing'; readonly options: ExistingOptions<Field> };

/**
 * The Secret is there, or somebody else makes it: nothing is rendered, it is only wired.
 *
 * Its name is the credential's `name`. keywire can't see whether it exists and has the keys.
 */
export const existing = <Field extends string = never>(
  options: ExistingOptions<Field> = {},
): Existing<NoInfer<Field>> => ({
  backend: 'existing',
  options,
});

/** No objects, and the fields that were told. */
export function deliverExisting(order: Order<unknown>, { options }: Existing<string>): Delivery<never> {
  const fields = fieldsOf('backend.optionalFields', order, options.optionalFields ?? []);
  for (const field of fields) keyOf('keys', order, field);
  return { secretNames: [order.object.name], madeByOperator: [], fields, bundle: {} };
}
