import type { Output, Resource } from '@pulumi/pulumi';

/** Lets a resource wait for a text before its inputs do: of one that fails in an input, Pulumi puts that in front of the error. */
export const onceMade = (text: Output<unknown>): Output<Resource[]> => text.apply(() => []);
