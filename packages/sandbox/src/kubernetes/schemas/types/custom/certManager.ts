/** Types of the objects that cert-manager 1.21 has, in the notation of `notation.ts`; what is not here is a built-in kind's. */
export const certManager = String.raw`
Certificate: spec CertificateSpec; status CertificateStatus
CertificateAcme: ari CertificateAri
CertificateAdditionalOutputFormat: type! text(DER,CombinedPEM)
CertificateAri: explanationURL text; lastChecked time; lastError text; nextCheck time;
  suggestedWindow CertificateSuggestedWindow
CertificateCondition: lastTransitionTime time; message text; observedGeneration int64; reason text;
  status! text(True,False,Unknown); type! text
CertificateExcluded: dnsDomains [text]; emailAddresses [text]; ipRanges [text]; uriDomains [text]
CertificateIssuerRef: group text; kind text; name! text
CertificateJks: alias text; create! flag; password text; passwordSecretRef CertificatePasswordSecretRef
CertificateKeystores: jks CertificateJks; pkcs12 CertificatePkcs12
CertificateNameConstraints: critical flag; excluded CertificateExcluded; permitted CertificateExcluded
CertificateOtherName: oid text; utf8Value text
CertificatePasswordSecretRef: key text; name! text
CertificatePkcs12: create! flag; password text; passwordSecretRef CertificatePasswordSecretRef;
  profile text(LegacyRC2,LegacyDES,Modern2023,Modern2026)
CertificatePrivateKey: algorithm text(RSA,ECDSA,Ed25519); encoding text(PKCS1,PKCS8);
  rotationPolicy text(Never,Always); size int32
CertificateRenewal: policy text(RenewBefore,Disabled); windows [CertificateWindow]
CertificateRequest: spec CertificateRequestSpec; status CertificateRequestStatus
CertificateRequestCondition: lastTransitionTime time; message text; reason text;
  status! text(True,False,Unknown); type! text
CertificateRequestSpec: duration text; extra {[text]}; groups [text]; isCA flag;
  issuerRef! CertificateIssuerRef; request! bytes; uid text;
  usages [text(signing,digital signature,content commitment,key encipherment,key agreement,data encipherment,cert sign,crl sign,encipher only,decipher only,any,server auth,client auth,code signing,email protection,s/mime,ipsec end system,ipsec tunnel,ipsec user,timestamping,ocsp signing,microsoft sgc,netscape sgc)];
  username text
CertificateRequestStatus: ca bytes; certificate bytes; conditions [CertificateRequestCondition](type);
  failureTime time
CertificateSecretTemplate: annotations {text}; labels {text}
CertificateSpec: additionalOutputFormats [CertificateAdditionalOutputFormat]; commonName text;
  dnsNames [text]; duration text; emailAddresses [text]; encodeUsagesInRequest flag; ipAddresses [text];
  isCA flag; issuerRef! CertificateIssuerRef; keystores CertificateKeystores; literalSubject text;
  nameConstraints CertificateNameConstraints; otherNames [CertificateOtherName];
  privateKey CertificatePrivateKey; renewBefore text; renewBeforePercentage int32;
  renewal CertificateRenewal; revisionHistoryLimit int32; secretName! text;
  secretTemplate CertificateSecretTemplate;
  signatureAlgorithm text(SHA256WithRSA,SHA384WithRSA,SHA512WithRSA,ECDSAWithSHA256,ECDSAWithSHA384,ECDSAWithSHA512,PureEd25519);
  subject CertificateSubject; uris [text];
  usages [text(signing,digital signature,content commitment,key encipherment,key agreement,data encipherment,cert sign,crl sign,encipher only,decipher only,any,server auth,client auth,code signing,email protection,s/mime,ipsec end system,ipsec tunnel,ipsec user,timestamping,ocsp signing,microsoft sgc,netscape sgc)]
CertificateStatus: acme CertificateAcme; conditions [CertificateCondition](type);
  failedIssuanceAttempts int32; lastFailureTime time; nextPrivateKeySecretName text; notAfter time;
  notBefore time; renewalTime time; revision int32
CertificateSubject: countries [text]; localities [text]; organizationalUnits [text]; organizations [text];
  postalCodes [text]; provinces [text]; serialNumber text; streetAddresses [text]
CertificateSuggestedWindow: end! time; start! time
CertificateWindow: cron! text @{"minLength":1}; timezone text @{"minLength":1};
  windowDuration! text @{"pattern":"^([0-9]+(\\.[0-9]+)?(s|m|h))+$"}
ClusterIssuer: spec! IssuerIssuerSpec; status IssuerStatus
Issuer: spec! IssuerIssuerSpec; status IssuerStatus
IssuerAcme: caBundle bytes; disableAccountKeyGeneration flag; email text; enableDurationFeature flag;
  externalAccountBinding IssuerExternalAccountBinding; preferredChain text @{"maxLength":64};
  privateKeySecretRef! CertificatePasswordSecretRef; profile text; server! text; skipTLSVerify flag;
  solvers [IssuerSolver]
IssuerAcmeDNS: accountSecretRef! CertificatePasswordSecretRef; host! text
IssuerAkamai: accessTokenSecretRef! CertificatePasswordSecretRef;
  clientSecretSecretRef! CertificatePasswordSecretRef; clientTokenSecretRef! CertificatePasswordSecretRef;
  serviceConsumerDomain! text
IssuerAppRole: path! text; roleId! text; secretRef! CertificatePasswordSecretRef
IssuerAuth: kubernetes! IssuerKubernetes
IssuerAuthKubernetes: mountPath text; role! text; secretRef CertificatePasswordSecretRef;
  serviceAccountRef IssuerServiceAccountRef
IssuerAws: iamRoleArn text; mountPath text; region text; role! text @{"minLength":1};
  serviceAccountRef IssuerServiceAccountRef; vaultHeaderValue text
IssuerAzureDNS: clientID text; clientSecretSecretRef CertificatePasswordSecretRef;
  environment text(AzurePublicCloud,AzureChinaCloud,AzureGermanCloud,AzureUSGovernmentCloud);
  hostedZoneName text; managedIdentity IssuerManagedIdentity; resourceGroupName! text; subscriptionID! text;
  tenantID text; zoneType text(AzurePublicZone,AzurePrivateZone)
IssuerCa: crlDistributionPoints [text]; issuingCertificateURLs [text]; ocspServers [text]; secretName! text
IssuerClientCertificate: mountPath text; name text; secretName text
IssuerCloud: apiTokenSecretRef! CertificatePasswordSecretRef; url text
IssuerCloudDNS: hostedZoneName text; project! text; serviceAccountSecretRef CertificatePasswordSecretRef
IssuerCloudflare: apiKeySecretRef CertificatePasswordSecretRef;
  apiTokenSecretRef CertificatePasswordSecretRef; email text
IssuerCredentialsRef: name! text
IssuerDigitalocean: tokenSecretRef! CertificatePasswordSecretRef
IssuerDns01: acmeDNS IssuerAcmeDNS; akamai IssuerAkamai; azureDNS IssuerAzureDNS; cloudDNS IssuerCloudDNS;
  cloudflare IssuerCloudflare; cnameStrategy text(None,Follow); digitalocean IssuerDigitalocean;
  rfc2136 IssuerRfc2136; route53 IssuerRoute53; webhook IssuerWebhook
IssuerExternalAccountBinding: keyAlgorithm text(HS256,HS384,HS512); keyID! text;
  keySecretRef! CertificatePasswordSecretRef
IssuerGatewayHTTPRoute: labels {text}; parentRefs [IssuerParentRef]; podTemplate IssuerPodTemplate;
  serviceType text
IssuerHttp01: gatewayHTTPRoute IssuerGatewayHTTPRoute; ingress IssuerIngress
IssuerImagePullSecret atomic: name text=
IssuerIngress: class text; ingressClassName text; ingressTemplate IssuerIngressTemplate; name text;
  podTemplate IssuerPodTemplate; serviceType text
IssuerIngressTemplate: metadata CertificateSecretTemplate
IssuerIssuerSpec: acme IssuerAcme; ca IssuerCa; selfSigned IssuerSelfSigned; vault IssuerVault;
  venafi IssuerVenafi
IssuerKubernetes: serviceAccountRef! IssuerServiceAccountRef
IssuerManagedIdentity: clientID text; resourceID text; tenantID text
IssuerNgts: credentialsRef! IssuerCredentialsRef; tokenEndpoint text; tsgID! text; url text
IssuerParentRef:
  group text=gateway.networking.k8s.io @{"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","maxLength":253};
  kind text=Gateway @{"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$","minLength":1,"maxLength":63};
  name! text @{"minLength":1,"maxLength":253};
  namespace text @{"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":1,"maxLength":63};
  port int32 @{"minimum":1,"maximum":65535};
  sectionName text @{"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":1,"maxLength":253}
IssuerPodTemplate: metadata CertificateSecretTemplate; spec IssuerSpec
IssuerRfc2136: nameserver! text; protocol text(TCP,UDP); tsigAlgorithm text; tsigKeyName text;
  tsigSecretSecretRef CertificatePasswordSecretRef
IssuerRoute53: accessKeyID text; accessKeyIDSecretRef CertificatePasswordSecretRef; auth IssuerAuth;
  hostedZoneID text; region text; role text; secretAccessKeySecretRef CertificatePasswordSecretRef
IssuerSecurityContext: fsGroup int64; fsGroupChangePolicy text; runAsGroup int64; runAsNonRoot flag;
  runAsUser int64; seLinuxOptions SELinuxOptions; seccompProfile SeccompProfile; supplementalGroups [int64];
  sysctls [Sysctl]
IssuerSelector: dnsNames [text]; dnsZones [text]; matchLabels {text}
IssuerSelfSigned: crlDistributionPoints [text]
IssuerServiceAccountRef: audiences [text]; name! text
IssuerSolver: dns01 IssuerDns01; http01 IssuerHttp01; selector IssuerSelector; waitInsteadOfSelfCheck text
IssuerSpec: affinity Affinity; imagePullSecrets [IssuerImagePullSecret](name); nodeSelector {text};
  priorityClassName text; resources VolumeResourceRequirements; securityContext IssuerSecurityContext;
  serviceAccountName text; tolerations [Toleration]
IssuerStatus: acme IssuerStatusAcme; conditions [CertificateCondition](type)
IssuerStatusAcme: lastPrivateKeyHash text; lastRegisteredEmail text; uri text
IssuerTpp: caBundle bytes; caBundleSecretRef CertificatePasswordSecretRef;
  credentialsRef! IssuerCredentialsRef; url! text
IssuerVault: auth! IssuerVaultAuth; caBundle bytes; caBundleSecretRef CertificatePasswordSecretRef;
  clientCertSecretRef CertificatePasswordSecretRef; clientKeySecretRef CertificatePasswordSecretRef;
  namespace text; path! text; server! text; serverName text
IssuerVaultAuth: appRole IssuerAppRole; aws IssuerAws; clientCertificate IssuerClientCertificate;
  kubernetes IssuerAuthKubernetes; tokenSecretRef CertificatePasswordSecretRef
IssuerVenafi @{"x-kubernetes-validations":[{"message":"exactly one of tpp, cloud, or ngts must be configured","rule":"(has(self.tpp) ? 1 : 0) + (has(self.cloud) ? 1 : 0) + (has(self.ngts) ? 1 : 0) == 1"}]}:
  cloud IssuerCloud; ngts IssuerNgts; tpp IssuerTpp; zone! text
IssuerWebhook: config any; groupName! text; solverName! text
`;
