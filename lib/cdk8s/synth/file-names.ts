import { Names, type Chart } from 'cdk8s';
import { FieldError } from '../../core/field-error';

/** The name of a chart's file or folder, numbered if charts depend on each other. */
export const chartName = (chart: Chart, place: number, numbered: boolean): string =>
  numbered ? `${String(place).padStart(4, '0')}-${Names.toDnsLabel(chart)}` : Names.toDnsLabel(chart);

/** The name of an object's file. */
export const objectName = (kind: unknown, name: unknown): string =>
  `${String(kind)}.${String(name)}`.replace(/[^0-9a-zA-Z-_.]/g, '');

/** The file in which cdk8s says which construct an object comes from. */
export const metadataFile = 'construct-metadata.json';

/** Files by their names, as a disk would have them that makes no difference between `A` and `a`. */
export class FileNames {
  readonly #takenBy = new Map<string, string>();

  /** @throws FieldError where another construct's objects are written to that file */
  take(file: string, path: string): void {
    const key = file.toLowerCase();
    const other = this.#takenBy.get(key);
    if (other !== undefined) {
      throw new FieldError(
        path,
        `would be written to ${file}, and so would ${other}; give one of them another name or kind, or set another yamlOutputType`,
      );
    }
    this.#takenBy.set(key, path);
  }
}
