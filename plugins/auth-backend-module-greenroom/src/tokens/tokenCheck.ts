import { DefaultHttpAuthService } from '@backstage/backend-defaults/httpAuth';
import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { steadyNow } from './clock';
import { PatientAuth } from './PatientAuth';
import { patientHttpAuth } from './patientHttpAuth';
import { PublishedKeys } from './PublishedKeys';
import { SecondLook } from './SecondLook';

/** Backstage's `core.httpAuth` of every plugin, except that a busy moment is not taken for a false token. */
export const tokenCheck = createServiceFactory({
  service: coreServices.httpAuth,
  deps: {
    auth: coreServices.auth,
    discovery: coreServices.discovery,
    plugin: coreServices.pluginMetadata,
  },
  createRootContext: () => new PublishedKeys(steadyNow),
  factory({ auth, discovery, plugin }, keys) {
    const pluginId = plugin.getId();
    const patient = new PatientAuth(auth, new SecondLook(discovery, keys, pluginId));
    return patientHttpAuth(DefaultHttpAuthService.create({ auth: patient, discovery, pluginId }));
  },
});
