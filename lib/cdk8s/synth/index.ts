export { chartFiles } from './chart-files';
export { documentsOf, yamlOf } from './documents';
export { writeOutput } from './output-folder';
export { withPlannedCharts } from './overridden-charts';
export { planOf } from './plan';
export { validate } from './validate';
