/** The apps that are synthesised: what they declare below a root, by the number of tenants, charts or objects. */
const { ApiObject, Chart, YamlOutputType } = require('cdk8s');
const { dependencies, objectsOf } = require('./tenant');

function declareTenant(app, tenant) {
  const chart = new Chart(app, tenant.name);
  const objects = Object.fromEntries(
    Object.entries(objectsOf(tenant)).map(([id, object]) => [id, new ApiObject(chart, id, object)]),
  );
  for (const [after, before] of dependencies) objects[after].addDependency(objects[before]);
}

const declareTenants = (app, tenants) => tenants.forEach(tenant => declareTenant(app, tenant));

function declarePlusTenant(app, { name }) {
  const { ConfigMap, Deployment, Namespace, ServiceAccount } = require('cdk8s-plus-27');
  const chart = new Chart(app, name, { namespace: name });
  new Namespace(chart, 'namespace');
  const serviceAccount = new ServiceAccount(chart, 'account');
  const config = new ConfigMap(chart, 'config', { data: { tenant: name } });
  const deployment = new Deployment(chart, 'worker', {
    serviceAccount,
    containers: [{ image: 'registry.example.com/worker:1.4.2', portNumber: 8080 }],
  });
  deployment.node.addDependency(config);
  deployment.exposeViaService();
}

const map = (scope, id) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data: { id } });

function inOneChart(before) {
  return (app, size) => {
    const chart = new Chart(app, 'chart');
    const objects = [];
    for (let number = 0; number < size; number++) {
      objects.push(map(chart, `object-${number}`));
      for (const back of before) if (number >= back) objects[number].addDependency(objects[number - back]);
    }
  };
}

function chainOfCharts(app, size) {
  let before;
  for (let number = 0; number < size; number++) {
    const chart = new Chart(app, `chart-${number}`);
    for (const id of ['a', 'b', 'c', 'd']) map(chart, `${id}-${number}`);
    if (before) chart.addDependency(before);
    before = chart;
  }
}

exports.shapes = {
  tenants: { props: {}, declare: declareTenants },
  'tenants in one file': { props: { yamlOutputType: YamlOutputType.FILE_PER_APP }, declare: declareTenants },
  'cdk8s-plus tenants': { props: {}, declare: (app, tenants) => tenants.forEach(each => declarePlusTenant(app, each)) },
  chain: { props: {}, declare: inOneChart([1]) },
  ladder: { props: {}, declare: inOneChart([1, 2]) },
  'chain of charts': { props: {}, declare: chainOfCharts },
};
