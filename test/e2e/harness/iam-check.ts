import type { Aws } from './aws';

/**
 * Whether moto asks IAM before it answers. Then the harness's own key, which nobody made, may do nothing.
 *
 * It does so for SQS, IAM and STS alone, and is right only where a call carries its resource: GetQueueUrl does not.
 * https://docs.getmoto.org/en/latest/docs/iam.html
 */
export async function checkIam({ endpoint }: Aws, isChecked: boolean): Promise<void> {
  // What is sent is after how many calls the checks begin.
  const body = isChecked ? '0' : '1000000000';
  const headers = { 'Content-Type': 'text/plain' };
  const { ok } = await fetch(`${endpoint}/moto-api/reset-auth`, { method: 'POST', body, headers });
  if (!ok) throw new Error('moto takes no reset-auth');
}
