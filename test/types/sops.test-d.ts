/** A file of SOPS takes no values, and says who decrypts it. */
import type { Construct } from 'constructs';
import { AwsCredentialSecret, sops } from 'keywire/cdk8s';
import { AwsCredentialSecret as PulumiSecret } from 'keywire/pulumi';

declare const scope: Construct;

const file = 'aws.enc.yaml';
new AwsCredentialSecret(scope, 'aws', { backend: sops({ file, decryptedBy: 'flux' }) });
new PulumiSecret('aws', { backend: sops({ file, decryptedBy: 'ksops' }) });

// @ts-expect-error Rendered or not is never a guess.
sops({ file });
// @ts-expect-error No other program.
sops({ file, decryptedBy: 'argocd' });
// @ts-expect-error Ciphertexts of single fields have no MAC.
sops({ encryptedData: { accessKeyId: 'a' }, decryptedBy: 'flux' });
