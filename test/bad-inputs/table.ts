import { csi } from './csi';
import { externalSecrets } from './external-secrets';
import { namesAndKeys } from './names-and-keys';
import { rbac } from './rbac';
import { references } from './references';
import type { Row } from './row';
import { sealedRows } from './sealed';
import { services } from './services';
import { sourceCredentials } from './source-credentials';
import { sopsRows } from './sops';
import { sources } from './sources';
import { values } from './values';
import { variables } from './variables';
import { yaml } from './yaml';

/** Every bad input that there is an answer to, by number. */
export const table: readonly Row[] = [
  ...namesAndKeys,
  ...values,
  ...yaml,
  ...references,
  ...variables,
  ...sealedRows,
  ...sopsRows,
  ...externalSecrets,
  ...sourceCredentials,
  ...sources,
  ...services,
  ...csi,
  ...rbac,
].sort((one, other) => one.number - other.number);
