/** Types of the API, version 1.34, in the notation of `notation.ts`: volumes of a cluster. */
export const storage = `
AzureFilePersistentVolumeSource: readOnly flag; secretName! text; secretNamespace text; shareName! text
CSIPersistentVolumeSource: controllerExpandSecretRef SecretReference;
  controllerPublishSecretRef SecretReference; driver! text; fsType text;
  nodeExpandSecretRef SecretReference; nodePublishSecretRef SecretReference;
  nodeStageSecretRef SecretReference; readOnly flag; volumeAttributes {text}; volumeHandle! text
CephFSPersistentVolumeSource: monitors! [text]; path text; readOnly flag; secretFile text;
  secretRef SecretReference; user text
CinderPersistentVolumeSource: fsType text; readOnly flag; secretRef SecretReference; volumeID! text
FlexPersistentVolumeSource: driver! text; fsType text; options {text}; readOnly flag;
  secretRef SecretReference
GlusterfsPersistentVolumeSource: endpoints! text; endpointsNamespace text; path! text; readOnly flag
ISCSIPersistentVolumeSource: chapAuthDiscovery flag; chapAuthSession flag; fsType text; initiatorName text;
  iqn! text; iscsiInterface text=default; lun! int32; portals [text]; readOnly flag;
  secretRef SecretReference; targetPortal! text
ModifyVolumeStatus: status! text(InProgress,Infeasible,Pending); targetVolumeAttributesClassName text
PersistentVolume: metadata +ObjectMeta; spec +PersistentVolumeSpec; status +PersistentVolumeStatus
PersistentVolumeClaim: metadata +ObjectMeta; spec +PersistentVolumeClaimSpec;
  status +PersistentVolumeClaimStatus
PersistentVolumeClaimCondition: lastProbeTime time; lastTransitionTime time; message text; reason text;
  status! text; type! text
PersistentVolumeClaimSpec: accessModes [text(ReadOnlyMany,ReadWriteMany,ReadWriteOnce,ReadWriteOncePod)];
  dataSource TypedLocalObjectReference; dataSourceRef TypedObjectReference;
  resources +VolumeResourceRequirements; selector LabelSelector; storageClassName text;
  volumeAttributesClassName text; volumeMode text(Block,Filesystem); volumeName text
PersistentVolumeClaimStatus: accessModes [text(ReadOnlyMany,ReadWriteMany,ReadWriteOnce,ReadWriteOncePod)];
  allocatedResourceStatuses {text(ControllerResizeInProgress,ControllerResizeInfeasible,NodeResizeInProgress,NodeResizeInfeasible,NodeResizePending)};
  allocatedResources {quantity}; capacity {quantity}; conditions [PersistentVolumeClaimCondition](type);
  currentVolumeAttributesClassName text; modifyVolumeStatus ModifyVolumeStatus;
  phase text(Bound,Lost,Pending)
PersistentVolumeClaimTemplate: metadata +ObjectMeta; spec! +PersistentVolumeClaimSpec
PersistentVolumeSpec: accessModes [text(ReadOnlyMany,ReadWriteMany,ReadWriteOnce,ReadWriteOncePod)];
  awsElasticBlockStore AWSElasticBlockStoreVolumeSource; azureDisk AzureDiskVolumeSource;
  azureFile AzureFilePersistentVolumeSource; capacity {quantity}; cephfs CephFSPersistentVolumeSource;
  cinder CinderPersistentVolumeSource; claimRef ObjectReference; csi CSIPersistentVolumeSource;
  fc FCVolumeSource; flexVolume FlexPersistentVolumeSource; flocker FlockerVolumeSource;
  gcePersistentDisk GCEPersistentDiskVolumeSource; glusterfs GlusterfsPersistentVolumeSource;
  hostPath HostPathVolumeSource; iscsi ISCSIPersistentVolumeSource; local LocalVolumeSource;
  mountOptions [text]; nfs NFSVolumeSource; nodeAffinity VolumeNodeAffinity;
  persistentVolumeReclaimPolicy text(Delete,Recycle,Retain);
  photonPersistentDisk PhotonPersistentDiskVolumeSource; portworxVolume PortworxVolumeSource;
  quobyte QuobyteVolumeSource; rbd RBDPersistentVolumeSource; scaleIO ScaleIOPersistentVolumeSource;
  storageClassName text; storageos StorageOSPersistentVolumeSource; volumeAttributesClassName text;
  volumeMode text(Block,Filesystem); vsphereVolume VsphereVirtualDiskVolumeSource
PersistentVolumeStatus: lastPhaseTransitionTime time; message text;
  phase text(Available,Bound,Failed,Pending,Released); reason text
RBDPersistentVolumeSource: fsType text; image! text; keyring text=/etc/ceph/keyring; monitors! [text];
  pool text=rbd; readOnly flag; secretRef SecretReference; user text=admin
ScaleIOPersistentVolumeSource: fsType text=xfs; gateway! text; protectionDomain text; readOnly flag;
  secretRef! SecretReference; sslEnabled flag; storageMode text=ThinProvisioned; storagePool text;
  system! text; volumeName text
StorageClass: allowVolumeExpansion flag; allowedTopologies [TopologySelectorTerm]; metadata +ObjectMeta;
  mountOptions [text]; parameters {text}; provisioner! text; reclaimPolicy text(Delete,Recycle,Retain);
  volumeBindingMode text(Immediate,WaitForFirstConsumer)
StorageOSPersistentVolumeSource: fsType text; readOnly flag; secretRef ObjectReference; volumeName text;
  volumeNamespace text
TopologySelectorLabelRequirement: key! text; values! [text]
TopologySelectorTerm atomic: matchLabelExpressions [TopologySelectorLabelRequirement]
VolumeNodeAffinity: required NodeSelector
`;
