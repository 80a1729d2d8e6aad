/** A secret fits into no manifest that has no room for one. Checked by the compiler alone: test/types.test.ts runs it. */
import type { Input, Output } from '@pulumi/pulumi';
import type { Json, Manifest, StringMap } from 'keywire';
import type { SecretValue } from 'keywire';

declare const secret: SecretValue;
declare const output: Output<string>;

declare const showLate: (manifest: Manifest<Input<string>>) => void;
declare const showPlain: (manifest: Manifest<string>) => void;
declare const showLabels: (labels: StringMap<Input<string>>) => void;
declare const hide: (manifest: Manifest<Input<string>, SecretValue>) => void;
const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'aws' } } as const;

// A late text fits everywhere, a secret where there is room for one.
showLate({ ...object, data: { a: output, b: 'text', c: Promise.resolve('late') } });
hide({ ...object, data: { a: secret, b: output } });
hide({ ...object, data: { a: secret } });

// @ts-expect-error A secret does not fit directly,
showLate({ ...object, data: { a: secret } });
// @ts-expect-error nor under plain text,
showPlain({ ...object, data: { a: secret } });
// @ts-expect-error nor in a list,
showPlain({ ...object, args: ['a', secret] });
// @ts-expect-error nor in the metadata,
showLate({ ...object, metadata: { name: 'aws', labels: { a: secret } } });
// @ts-expect-error nor in labels by themselves,
showLabels({ a: secret });
// @ts-expect-error nor as the field itself.
showPlain({ ...object, data: secret });

const values = { a: secret, b: 'text' };
// @ts-expect-error A spread brings it in no more than a literal does,
showLate({ ...object, data: { ...values } });
// @ts-expect-error at the top,
showPlain({ ...object, ...values });
// @ts-expect-error or where it is optional.
showLate({ ...object, data: { ...(values as { a?: SecretValue }) } });

declare const hiding: Manifest<Input<string>, SecretValue>;
const widened: Json<Input<string> | SecretValue> = secret;
// @ts-expect-error What may hide a secret is not what may be shown,
showLate(hiding);
// @ts-expect-error nor its data,
showLate({ ...object, data: hiding.data });
// @ts-expect-error nor a secret that was widened.
showLate({ ...object, data: widened });

declare const either: SecretValue | Input<string>;
// @ts-expect-error A text or a secret may be a secret,
showLate({ ...object, data: { a: either } });
// @ts-expect-error also after the texts were told apart by typeof,
if (typeof either === 'object') showLate({ ...object, data: { a: either } });
// @ts-expect-error or taken away.
if (typeof either !== 'string') showLate({ ...object, data: { a: either } });
if (typeof either === 'string') showLate({ ...object, data: { a: either } });
