/** What `keywire/pulumi/aws` declares. One file, as each that loads Pulumi costs more than all its tests. */
import './resources/dedicated-user';
import './resources/key-labels';
import './resources/leaks';
import './resources/options';
import './resources/preview';
import './resources/remote-secret';
import './resources/service-account-role';
import './resources/workload-role';
