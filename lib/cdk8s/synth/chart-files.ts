import { YamlOutputType, type App } from 'cdk8s';
import { FieldError } from '../../core/field-error';
import { documentsOf, documentsOfObjects, yamlOf, type Document } from './documents';
import { FileNames, chartName, metadataFile, objectName } from './file-names';
import type { Plan } from './plan';

/** A file of the output: its path in the folder, its bytes, and the path of the construct that they come from. */
export type OutputFile = { readonly file: string; readonly content: Buffer; readonly path: string };

type Layout = (plan: Plan, extension: string) => Iterable<OutputFile>;

const layouts: Readonly<Partial<Record<YamlOutputType, Layout>>> = {
  *[YamlOutputType.FILE_PER_APP]({ charts }, extension) {
    const chunks: Buffer[] = [];
    for (const planned of charts) {
      const text = yamlOf(documentsOf(planned));
      if (text !== '') chunks.push(Buffer.from(chunks.length === 0 ? text : `---\n${text}`));
    }
    // There is no name of an app.
    if (charts.length > 0) yield { file: `app${extension}`, content: Buffer.concat(chunks), path: '<root>' };
  },

  *[YamlOutputType.FILE_PER_CHART]({ charts, numbered }, extension) {
    for (const [place, planned] of charts.entries()) {
      const file = `${chartName(planned.chart, place, numbered)}${extension}`;
      yield textFile(file, yamlOf(documentsOf(planned)), planned.chart.node.path);
    }
  },

  *[YamlOutputType.FILE_PER_RESOURCE]({ charts }, extension) {
    for (const planned of charts) {
      for (const document of documentsOf(planned)) {
        if (document.json === undefined) continue;
        yield textFile(`${nameOf(document)}${extension}`, yamlOf([document]), document.path);
      }
    }
  },

  *[YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE]({ charts, numbered }, extension) {
    for (const [place, { chart, objects }] of charts.entries()) {
      const folder = chartName(chart, place, numbered);
      for (const object of objects) {
        const file = `${folder}/${objectName(object.kind, object.metadata.name)}${extension}`;
        yield textFile(file, yamlOf(documentsOfObjects([object])), object.node.path);
      }
    }
  },
};

/**
 * The files of an app.
 *
 * @throws FieldError for an object that can't be written, and for two that would be one file
 */
export function chartFiles(app: App, plan: Plan, recordsMetadata: boolean): readonly OutputFile[] {
  const extension = app.outputFileExtension;
  if (/[/\\]/.test(extension))
    throw new FieldError('outputFileExtension', 'must have no slash; set outdir for a folder');
  // Like cdk8s, none for a number that is no output type.
  const files = [...(layouts[app.yamlOutputType]?.(plan, extension) ?? [])];
  if (recordsMetadata) files.push(textFile(metadataFile, metadataOf(plan), '<root>'));
  const names = new FileNames();
  for (const { file, path } of files) names.take(file, path);
  return files;
}

const textFile = (file: string, text: string, path: string): OutputFile => ({ file, content: Buffer.from(text), path });

function nameOf({ json, path }: Document): string {
  const { kind, metadata } = json as { readonly kind?: unknown; readonly metadata?: { readonly name?: unknown } };
  if (!metadata) throw new FieldError(`${path}: metadata`, 'must be there, as the file is named after it');
  return objectName(kind, metadata.name);
}

function metadataOf({ charts }: Plan): string {
  const resources = Object.fromEntries(
    charts.flatMap(({ objects }) => objects.map(({ name, node }) => [name, { path: node.path }])),
  );
  return JSON.stringify({ version: '1.0.0', resources });
}
