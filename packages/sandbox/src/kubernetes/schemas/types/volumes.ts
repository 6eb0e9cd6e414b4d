/** Types of the API, version 1.34, in the notation of `notation.ts`: volumes of a pod. */
export const volumes = `
AWSElasticBlockStoreVolumeSource: fsType text; partition int32; readOnly flag; volumeID! text
AzureDiskVolumeSource: cachingMode text(None,ReadOnly,ReadWrite)=ReadWrite; diskName! text; diskURI! text;
  fsType text=ext4; kind text(Dedicated,Managed,Shared)=Shared; readOnly flag
AzureFileVolumeSource: readOnly flag; secretName! text; shareName! text
CSIVolumeSource: driver! text; fsType text; nodePublishSecretRef LocalObjectReference; readOnly flag;
  volumeAttributes {text}
CephFSVolumeSource: monitors! [text]; path text; readOnly flag; secretFile text;
  secretRef LocalObjectReference; user text
CinderVolumeSource: fsType text; readOnly flag; secretRef LocalObjectReference; volumeID! text
ClusterTrustBundleProjection: labelSelector LabelSelector; name text; optional flag; path! text;
  signerName text
ConfigMapProjection: items [KeyToPath]; name text; optional flag
ConfigMapVolumeSource: defaultMode int32; items [KeyToPath]; name text; optional flag
DownwardAPIProjection: items [DownwardAPIVolumeFile]
DownwardAPIVolumeFile: fieldRef ObjectFieldSelector; mode int32; path! text;
  resourceFieldRef ResourceFieldSelector
DownwardAPIVolumeSource: defaultMode int32; items [DownwardAPIVolumeFile]
EmptyDirVolumeSource: medium text; sizeLimit quantity
EphemeralVolumeSource: volumeClaimTemplate PersistentVolumeClaimTemplate
FCVolumeSource: fsType text; lun int32; readOnly flag; targetWWNs [text]; wwids [text]
FlexVolumeSource: driver! text; fsType text; options {text}; readOnly flag; secretRef LocalObjectReference
FlockerVolumeSource: datasetName text; datasetUUID text
GCEPersistentDiskVolumeSource: fsType text; partition int32; pdName! text; readOnly flag
GitRepoVolumeSource: directory text; repository! text; revision text
GlusterfsVolumeSource: endpoints! text; path! text; readOnly flag
HostPathVolumeSource: path! text;
  type text(BlockDevice,CharDevice,Directory,DirectoryOrCreate,File,FileOrCreate,Socket)
ISCSIVolumeSource: chapAuthDiscovery flag; chapAuthSession flag; fsType text; initiatorName text; iqn! text;
  iscsiInterface text=default; lun! int32; portals [text]; readOnly flag; secretRef LocalObjectReference;
  targetPortal! text
ImageVolumeSource: pullPolicy text(Always,IfNotPresent,Never); reference text
KeyToPath: key! text; mode int32; path! text
LocalVolumeSource: fsType text; path! text
NFSVolumeSource: path! text; readOnly flag; server! text
PersistentVolumeClaimVolumeSource: claimName! text; readOnly flag
PhotonPersistentDiskVolumeSource: fsType text; pdID! text
PodCertificateProjection: certificateChainPath text; credentialBundlePath text; keyPath text; keyType! text;
  maxExpirationSeconds int32; signerName! text
PortworxVolumeSource: fsType text; readOnly flag; volumeID! text
ProjectedVolumeSource: defaultMode int32; sources [VolumeProjection]
QuobyteVolumeSource: group text; readOnly flag; registry! text; tenant text; user text; volume! text
RBDVolumeSource: fsType text; image! text; keyring text=/etc/ceph/keyring; monitors! [text]; pool text=rbd;
  readOnly flag; secretRef LocalObjectReference; user text=admin
ScaleIOVolumeSource: fsType text=xfs; gateway! text; protectionDomain text; readOnly flag;
  secretRef! LocalObjectReference; sslEnabled flag; storageMode text=ThinProvisioned; storagePool text;
  system! text; volumeName text
SecretProjection: items [KeyToPath]; name text; optional flag
SecretVolumeSource: defaultMode int32; items [KeyToPath]; optional flag; secretName text
ServiceAccountTokenProjection: audience text; expirationSeconds int64; path! text
StorageOSVolumeSource: fsType text; readOnly flag; secretRef LocalObjectReference; volumeName text;
  volumeNamespace text
Volume: awsElasticBlockStore AWSElasticBlockStoreVolumeSource; azureDisk AzureDiskVolumeSource;
  azureFile AzureFileVolumeSource; cephfs CephFSVolumeSource; cinder CinderVolumeSource;
  configMap ConfigMapVolumeSource; csi CSIVolumeSource; downwardAPI DownwardAPIVolumeSource;
  emptyDir EmptyDirVolumeSource; ephemeral EphemeralVolumeSource; fc FCVolumeSource;
  flexVolume FlexVolumeSource; flocker FlockerVolumeSource; gcePersistentDisk GCEPersistentDiskVolumeSource;
  gitRepo GitRepoVolumeSource; glusterfs GlusterfsVolumeSource; hostPath HostPathVolumeSource;
  image ImageVolumeSource; iscsi ISCSIVolumeSource; name! text; nfs NFSVolumeSource;
  persistentVolumeClaim PersistentVolumeClaimVolumeSource;
  photonPersistentDisk PhotonPersistentDiskVolumeSource; portworxVolume PortworxVolumeSource;
  projected ProjectedVolumeSource; quobyte QuobyteVolumeSource; rbd RBDVolumeSource;
  scaleIO ScaleIOVolumeSource; secret SecretVolumeSource; storageos StorageOSVolumeSource;
  vsphereVolume VsphereVirtualDiskVolumeSource
VolumeProjection: clusterTrustBundle ClusterTrustBundleProjection; configMap ConfigMapProjection;
  downwardAPI DownwardAPIProjection; podCertificate PodCertificateProjection; secret SecretProjection;
  serviceAccountToken ServiceAccountTokenProjection
VolumeResourceRequirements: limits {quantity}; requests {quantity}
VsphereVirtualDiskVolumeSource: fsType text; storagePolicyID text; storagePolicyName text; volumePath! text
`;
