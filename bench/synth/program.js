/** One program that synthesises: node bench/synth/program.js ENGINE SHAPE SIZE OUTDIR [VALUES]. */
const { readFileSync } = require('node:fs');
const [engine, shape, size, outdir, values] = process.argv.slice(2);
const { App } = engine === 'keywire' ? require('keywire/cdk8s') : require('cdk8s');
const { shapes } = require('./shapes');

const { props, declare } = shapes[shape];
const app = new App({ ...props, outdir });
declare(app, values === undefined ? Number(size) : JSON.parse(readFileSync(values, 'utf8')).tenants);
app.synth();
