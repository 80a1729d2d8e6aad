import { scalarText } from './scalar';
import { textAtStart } from './key';
import { Unwritable } from './unwritable';
import { isContainer, isObject, writtenObject } from './value';
import { Writer } from './writer';

/**
 * An object as a YAML document: the bytes that cdk8s writes, wherever Kubernetes reads these as the object, and else what
 * it does. Throws a FieldError, whose path is that in the object, for what no document can say.
 */
export function yamlDocument(object: unknown): string {
  // As cdk8s has it.
  if (object === undefined) return '\n';
  try {
    const document = isObject(object) ? writtenObject(object) : object;
    return isContainer(document) ? new Writer(object as object, document).write() : `${documentText(document)}\n`;
  } catch (error) {
    throw error instanceof Unwritable ? error.at([]) : error;
  }
}

/** No object of Kubernetes is a text or a number, but whoever writes one is to read it back. */
const documentText = (scalar: unknown): string =>
  typeof scalar === 'string' ? textAtStart(scalar) : scalarText(scalar, 0);
