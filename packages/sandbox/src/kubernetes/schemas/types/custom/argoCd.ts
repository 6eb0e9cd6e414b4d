/** Types of the objects that Argo CD 3.5 has, in the notation of `notation.ts`; what is not here is a built-in kind's. */
export const argoCd = String.raw`
AppAutomated: allowEmpty flag; enabled flag; prune flag; selfHeal flag
AppBackoff: duration text; factor int64; maxDuration text
AppComparedTo: destination! AppDestination; ignoreDifferences [AppIgnoreDifference]; source AppSource;
  sources [AppSource]
AppCondition: lastTransitionTime time; message! text; type! text
AppCurrentOperation: drySHA text; finishedAt time; hydratedSHA text; message! text;
  phase! text(Hydrating,Failed,Hydrated); sourceHydrator AppSourceHydrator; startedAt time
AppDestination: name text; namespace text; server text
AppDirectory: exclude text; include text; jsonnet AppJsonnet; recurse flag
AppDrySource: directory AppDirectory; helm AppHelm; kustomize AppKustomize; path! text; plugin AppPlugin;
  repoURL! text; targetRevision! text
AppExtVar: code flag; name! text; value! text
AppFileParameter: name text; path text
AppHealth: lastTransitionTime time; message text; status text
AppHelm: apiVersions [text]; fileParameters [AppFileParameter]; ignoreMissingValueFiles flag;
  kubeVersion text; namespace text; parameters [AppParameter]; passCredentials flag; releaseName text;
  skipCrds flag; skipSchemaValidation flag; skipTests flag; valueFiles [text]; values text;
  valuesObject object; version text
AppHistory: deployStartedAt time; deployedAt! time; id! int64; initiatedBy AppInitiatedBy; revision text;
  revisions [text]; source AppSource; sources [AppSource]
AppHydrateTo: targetBranch! text
AppIgnoreDifference: group text; jqPathExpressions [text]; jsonPointers [text]; kind! text;
  managedFieldsManagers [text]; name text; namespace text
AppInitiatedBy: automated flag; username text
AppJsonnet: extVars [AppExtVar]; libs [text]; tlas [AppExtVar]
AppKustomize: apiVersions [text]; commonAnnotations {text}; commonAnnotationsEnvsubst flag;
  commonLabels {text}; components [text]; forceCommonAnnotations flag; forceCommonLabels flag;
  ignoreMissingComponents flag; images [text]; kubeVersion text; labelIncludeTemplates flag;
  labelWithoutSelector flag; namePrefix text; nameSuffix text; namespace text; patches [AppPatche];
  replicas [AppReplica]; version text
AppLastSuccessfulOperation: drySHA text; hydratedSHA text; sourceHydrator AppSourceHydrator
AppManagedNamespaceMetadata: annotations {text}; labels {text}
AppOperation: info [HTTPHeader]; initiatedBy AppInitiatedBy; retry AppRetry; sync AppSync
AppOperationState: finishedAt time; message text; operation! AppOperation; phase! text; retryCount int64;
  startedAt! time; syncResult AppSyncResult
AppParameter: forceString flag; name text; value text
AppPatche: options {flag}; patch text; path text; target AppTarget
AppPlugin: env [HTTPHeader]; name text; parameters [AppPluginParameter]
AppPluginParameter: array [text]; map {text}; name text; string text
AppProject: spec! ProjectSpec; status ProjectStatus
AppReplica: count! intOrString; name! text
AppResource: group text; kind! text; name! text; namespace text
AppRetry: backoff AppBackoff; limit int64; refresh flag
AppSource: chart text; directory AppDirectory; helm AppHelm; kustomize AppKustomize; name text; path text;
  plugin AppPlugin; ref text; repoURL! text; tagPrefix text; targetRevision text
AppSourceHydrator: drySource! AppDrySource; hydrateTo AppHydrateTo; syncSource! AppSyncSource
AppSpec: destination! AppDestination; ignoreDifferences [AppIgnoreDifference]; info [HTTPHeader];
  project! text; revisionHistoryLimit int64; source AppSource; sourceHydrator AppSourceHydrator;
  sources [AppSource]; syncPolicy AppSyncPolicy
AppStatus: conditions [AppCondition]; controllerNamespace text; health AppHealth; history [AppHistory];
  observedAt time; operationState AppOperationState; reconciledAt time; resourceHealthSource text;
  resources [AppStatusResource]; sourceHydrator AppStatusSourceHydrator; sourceType text;
  sourceTypes [text]; summary AppSummary; sync AppStatusSync
AppStatusResource: group text; health AppHealth; hook flag; kind text; name text; namespace text;
  requiresDeletionConfirmation flag; requiresPruning flag; status text; syncWave int64; version text
AppStatusSourceHydrator: currentOperation AppCurrentOperation; lastComparedDryRevision text;
  lastSuccessfulOperation AppLastSuccessfulOperation
AppStatusSync: comparedTo AppComparedTo; revision text; revisions [text]; status! text
AppSummary: externalURLs [text]; images [text]; isAppOfApps flag
AppSync: autoHealAttemptsCount int64; dryRun flag; manifests [text]; prune flag; resources [AppResource];
  revision text; revisions [text]; source AppSource; sources [AppSource]; syncOptions [text];
  syncStrategy AppSyncStrategy
AppSyncPolicy: automated AppAutomated; managedNamespaceMetadata AppManagedNamespaceMetadata; retry AppRetry;
  syncOptions [text]
AppSyncResult: managedNamespaceMetadata AppManagedNamespaceMetadata; resources [AppSyncResultResource];
  revision! text; revisions [text]; source AppSource; sources [AppSource]
AppSyncResultResource: group! text; hookPhase text; hookType text; images [text]; kind! text; message text;
  name! text; namespace! text; status text; syncPhase text; version! text
AppSyncSource: path! text @{"pattern":"^.{2,}|[^./]$","minLength":1}; repoURL text; targetBranch! text
AppSyncStrategy: apply Apply; hook Apply
AppTarget: annotationSelector text; group text; kind text; labelSelector text; name text; namespace text;
  version text
Application: operation AppOperation; spec! AppSpec; status AppStatus
Apply: force flag
ProjectClusterResourceBlacklist: group! text; kind! text; name text
ProjectDestinationServiceAccount: defaultServiceAccount! text; namespace text; server! text
ProjectGit: policies! [ProjectPolicy]
ProjectGpg: keys! [text]; mode! text
ProjectIgnore: group text; kind text; name text
ProjectJwtToken: exp int64; iat! int64; id text
ProjectJwtTokensByRole: items [ProjectJwtToken]
ProjectNamespaceResourceBlacklist: group! text; kind! text
ProjectOrphanedResources: ignore [ProjectIgnore]; warn flag
ProjectPolicy: gpg! ProjectGpg; repos! [ProjectRepo]
ProjectRepo: url! text
ProjectRole: description text; groups [text]; jwtTokens [ProjectJwtToken]; name! text; policies [text]
ProjectSignatureKey: keyID! text
ProjectSourceIntegrity: git! ProjectGit
ProjectSpec: clusterResourceBlacklist [ProjectClusterResourceBlacklist];
  clusterResourceWhitelist [ProjectClusterResourceBlacklist]; description text @{"maxLength":255};
  destinationServiceAccounts [ProjectDestinationServiceAccount]; destinations [AppDestination];
  namespaceResourceBlacklist [ProjectNamespaceResourceBlacklist];
  namespaceResourceWhitelist [ProjectNamespaceResourceBlacklist];
  orphanedResources ProjectOrphanedResources; permitOnlyProjectScopedClusters flag; roles [ProjectRole];
  signatureKeys [ProjectSignatureKey]; sourceIntegrity ProjectSourceIntegrity; sourceNamespaces [text];
  sourceRepos [text]; syncWindows [ProjectSyncWindow]
ProjectStatus: jwtTokensByRole {ProjectJwtTokensByRole}
ProjectSyncWindow: andOperator flag; applications [text]; clusters [text]; description text; duration text;
  kind text; manualSync flag; namespaces [text]; schedule text; syncOverrun flag; timeZone text
`;
