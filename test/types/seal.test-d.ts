import { aws } from '../../lib/core/classes/aws';
import type { SealingCertificate } from '../../lib/seal/sealed-secrets/certificate';
import { seal, sealForClusters } from '../../lib/seal/sealed-secrets/seal';
import type { SealedFile } from '../../lib/seal/sealed-secrets/sealed-file';

declare const certificate: SealingCertificate;
declare const replaces: SealedFile;
declare const maybe: SealedFile | undefined;
const base = { name: 'aws', namespace: 'orders', class: aws, certificate };
const values = { accessKeyId: 'a', secretAccessKey: 'b' };

seal({ ...base, values });
seal({ ...base, values, replaces: maybe });
seal({ ...base, values: { sessionToken: 'c' }, replaces });
seal({ ...base, values: {}, replaces, remove: ['sessionToken'] });

// @ts-expect-error a required value is missing
seal({ ...base, values: { accessKeyId: 'a' } });
// @ts-expect-error there may be no file that has it
seal({ ...base, values: { accessKeyId: 'a' }, replaces: maybe });
// @ts-expect-error the class has no such field
seal({ ...base, values: { ...values, user: 'c' } });
// @ts-expect-error the class has no such field
seal({ ...base, values, replaces, remove: ['user'] });
// @ts-expect-error there is nothing to remove from
seal({ ...base, values, remove: ['sessionToken'] });
// @ts-expect-error the class has no such convention
seal({ ...base, values, keys: 'mine' });

const { certificate: _, ...rest } = base;
const certificates = { eu: certificate, us: certificate };
const files: Readonly<Record<'eu' | 'us', SealedFile>> = sealForClusters({ ...rest, values, certificates });
sealForClusters({ ...rest, values: {}, certificates, replaces: files });
// @ts-expect-error there is no such cluster
sealForClusters({ ...rest, values, certificates, replaces: { asia: replaces } });
