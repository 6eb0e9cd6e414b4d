/** On a catalog entity: names of its Applications, with commas between them, as Backstage's users of Argo CD have it. For display only. */
export const ARGOCD_APP_NAME = 'argocd/app-name';

/** On every live object that Argo CD manages: `<application>:<group>/<kind>:<namespace>/<name>`. */
export const TRACKING_ID = 'argocd.argoproj.io/tracking-id';

/** The label that older Argo CDs, or those so configured, put on live objects: the Application's name. */
export const INSTANCE_LABEL = 'app.kubernetes.io/instance';
