import type { IConstruct } from 'constructs';

const apps = new WeakSet<IConstruct>();

/** Notes that an app writes YAML which says what its objects say. */
export const writesLossless = (app: IConstruct): void => void apps.add(app);

/** Whether a construct is below such an app. */
export const isWrittenLossless = (construct: IConstruct): boolean => apps.has(construct.node.root);
