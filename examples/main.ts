import { App } from 'keywire/cdk8s';
import { Orders } from './orders';

const app = new App();
new Orders(app, 'orders', { namespace: 'orders' });
app.synth();
