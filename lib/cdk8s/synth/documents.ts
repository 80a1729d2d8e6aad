import { Chart } from 'cdk8s';
import { FieldError } from '../../core/field-error';
import { yamlDocument } from '../yaml/document';
import type { PlannedChart } from './plan';

/** An object as it is written, and the path of the construct that it comes from. */
export type Document = { readonly json: unknown; readonly path: string };

/** The objects of a chart, in order. A chart that overrides `toJson` is asked. */
export function* documentsOf({ chart, objects }: PlannedChart): Iterable<Document> {
  if (!overridesToJson(chart)) yield* documentsOfObjects(objects);
  else for (const json of Object.values<unknown>(chart.toJson())) yield { json, path: chart.node.path };
}

/** Objects, each as it writes itself. */
export function* documentsOfObjects(objects: PlannedChart['objects']): Iterable<Document> {
  for (const object of objects) yield { json: object.toJson(), path: object.node.path };
}

/** Whether a chart says for itself what is written. */
export const overridesToJson = (chart: Chart): boolean => chart.toJson !== Chart.prototype.toJson;

/**
 * Documents as the text of one file.
 *
 * @throws FieldError for what YAML can't say, with the path of the construct before that of the field
 */
export const yamlOf = (documents: Iterable<Document>): string => [...documents].map(yamlOfOne).join('---\n');

function yamlOfOne({ json, path }: Document): string {
  try {
    return yamlDocument(json);
  } catch (error) {
    if (error instanceof FieldError) throw new FieldError(`${path}: ${error.path}`, error.problem);
    throw error;
  }
}
