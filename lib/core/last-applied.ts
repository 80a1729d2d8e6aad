/** Annotations in which a tool keeps an object as it applied it: of a Secret, with its plaintext. */
const tools = ['kubectl.kubernetes.io', 'kubecfg.ksonnet.io'];

/** Whether an annotation shows the object as it was applied. */
export const isLastApplied = (key: string): boolean => tools.some(tool => key === `${tool}/last-applied-configuration`);
