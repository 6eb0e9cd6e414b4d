/** Types of the API, version 1.34, in the notation of `notation.ts`: roles, custom resources, admission. */
export const extending = `
APIService: metadata +ObjectMeta; spec +APIServiceSpec; status +APIServiceStatus
APIServiceCondition: lastTransitionTime time; message text; reason text; status! text; type! text
APIServiceSpec: caBundle bytes; group text; groupPriorityMinimum! int32; insecureSkipTLSVerify flag;
  service ApiServiceReference; version text; versionPriority! int32
APIServiceStatus: conditions [APIServiceCondition](type)
AggregationRule: clusterRoleSelectors [LabelSelector]
ApiServiceReference: name text; namespace text; port int32
AuditAnnotation: key! text; valueExpression! text
ClusterRole: aggregationRule AggregationRule; metadata +ObjectMeta; rules [PolicyRule]
ClusterRoleBinding: metadata +ObjectMeta; roleRef! +RoleRef; subjects [Subject]
ConversionClientConfig: caBundle bytes; service ServiceReference; url text
CustomResourceColumnDefinition: description text; format text; jsonPath! text; name! text; priority int32;
  type! text
CustomResourceConversion: strategy! text; webhook WebhookConversion
CustomResourceDefinition: metadata +ObjectMeta; spec! +CustomResourceDefinitionSpec;
  status +CustomResourceDefinitionStatus
CustomResourceDefinitionCondition: lastTransitionTime time; message text; reason text; status! text;
  type! text
CustomResourceDefinitionNames: categories [text]; kind! text; listKind text; plural! text;
  shortNames [text]; singular text
CustomResourceDefinitionSpec: conversion CustomResourceConversion; group! text;
  names! +CustomResourceDefinitionNames; preserveUnknownFields flag; scope! text;
  versions! [CustomResourceDefinitionVersion]
CustomResourceDefinitionStatus: acceptedNames +CustomResourceDefinitionNames;
  conditions [CustomResourceDefinitionCondition](type); storedVersions [text]
CustomResourceDefinitionVersion: additionalPrinterColumns [CustomResourceColumnDefinition]; deprecated flag;
  deprecationWarning text; name! text; schema CustomResourceValidation; selectableFields [SelectableField];
  served! flag; storage! flag; subresources CustomResourceSubresources
CustomResourceSubresourceScale: labelSelectorPath text; specReplicasPath! text; statusReplicasPath! text
CustomResourceSubresourceStatus:
CustomResourceSubresources: scale CustomResourceSubresourceScale; status CustomResourceSubresourceStatus
CustomResourceValidation: openAPIV3Schema JSONSchemaProps
ExpressionWarning: fieldRef! text; warning! text
ExternalDocumentation: description text; url text
JSONSchemaProps: $ref text; $schema text; additionalItems any; additionalProperties any;
  allOf [JSONSchemaProps]; anyOf [JSONSchemaProps]; default any; definitions {JSONSchemaProps};
  dependencies {any}; description text; enum [any]; example any; exclusiveMaximum flag;
  exclusiveMinimum flag; externalDocs ExternalDocumentation; format text; id text; items any;
  maxItems int64; maxLength int64; maxProperties int64; maximum number; minItems int64; minLength int64;
  minProperties int64; minimum number; multipleOf number; not JSONSchemaProps; nullable flag;
  oneOf [JSONSchemaProps]; pattern text; patternProperties {JSONSchemaProps}; properties {JSONSchemaProps};
  required [text]; title text; type text; uniqueItems flag; x-kubernetes-embedded-resource flag;
  x-kubernetes-int-or-string flag; x-kubernetes-list-map-keys [text]; x-kubernetes-list-type text;
  x-kubernetes-map-type text; x-kubernetes-preserve-unknown-fields flag;
  x-kubernetes-validations [ValidationRule](rule)
MatchCondition: expression! text; name! text
MatchResources atomic: excludeResourceRules [NamedRuleWithOperations]; matchPolicy text(Equivalent,Exact);
  namespaceSelector LabelSelector; objectSelector LabelSelector; resourceRules [NamedRuleWithOperations]
MutatingWebhook: admissionReviewVersions! [text]; clientConfig! +WebhookClientConfig;
  failurePolicy text(Fail,Ignore); matchConditions [MatchCondition](name);
  matchPolicy text(Equivalent,Exact); name! text; namespaceSelector LabelSelector;
  objectSelector LabelSelector; reinvocationPolicy text; rules [RuleWithOperations];
  sideEffects! text(None,NoneOnDryRun,Some,Unknown); timeoutSeconds int32
MutatingWebhookConfiguration: metadata +ObjectMeta; webhooks [MutatingWebhook](name)
NamedRuleWithOperations atomic: apiGroups [text]; apiVersions [text];
  operations [text(*,CONNECT,CREATE,DELETE,UPDATE)]; resourceNames [text]; resources [text]; scope text
ParamKind atomic: apiVersion text; kind text
ParamRef atomic: name text; namespace text; parameterNotFoundAction text; selector LabelSelector
PolicyRule: apiGroups [text]; nonResourceURLs [text]; resourceNames [text]; resources [text]; verbs! [text]
Role: metadata +ObjectMeta; rules [PolicyRule]
RoleBinding: metadata +ObjectMeta; roleRef! +RoleRef; subjects [Subject]
RoleRef atomic: apiGroup! text; kind! text; name! text
RuleWithOperations: apiGroups [text]; apiVersions [text]; operations [text(*,CONNECT,CREATE,DELETE,UPDATE)];
  resources [text]; scope text
SelectableField: jsonPath! text
ServiceReference: name! text; namespace! text; path text; port int32
ServiceReference: name! text; namespace! text; path text; port int32
Subject atomic: apiGroup text; kind! text; name! text; namespace text
TypeChecking: expressionWarnings [ExpressionWarning]
ValidatingAdmissionPolicy: metadata +ObjectMeta; spec +ValidatingAdmissionPolicySpec;
  status +ValidatingAdmissionPolicyStatus
ValidatingAdmissionPolicyBinding: metadata +ObjectMeta; spec +ValidatingAdmissionPolicyBindingSpec
ValidatingAdmissionPolicyBindingSpec: matchResources MatchResources; paramRef ParamRef; policyName text;
  validationActions [text(Audit,Deny,Warn)]set
ValidatingAdmissionPolicySpec: auditAnnotations [AuditAnnotation]; failurePolicy text(Fail,Ignore);
  matchConditions [MatchCondition](name); matchConstraints MatchResources; paramKind ParamKind;
  validations [Validation]; variables [Variable](name)
ValidatingAdmissionPolicyStatus: conditions [Condition](type); observedGeneration int64;
  typeChecking TypeChecking
ValidatingWebhook: admissionReviewVersions! [text]; clientConfig! +WebhookClientConfig;
  failurePolicy text(Fail,Ignore); matchConditions [MatchCondition](name);
  matchPolicy text(Equivalent,Exact); name! text; namespaceSelector LabelSelector;
  objectSelector LabelSelector; rules [RuleWithOperations];
  sideEffects! text(None,NoneOnDryRun,Some,Unknown); timeoutSeconds int32
ValidatingWebhookConfiguration: metadata +ObjectMeta; webhooks [ValidatingWebhook](name)
Validation: expression! text; message text; messageExpression text; reason text
ValidationRule: fieldPath text; message text; messageExpression text; optionalOldSelf flag;
  reason text(FieldValueDuplicate,FieldValueForbidden,FieldValueInvalid,FieldValueRequired); rule! text
Variable atomic: expression! text; name! text
WebhookClientConfig: caBundle bytes; service ServiceReference; url text
WebhookConversion: clientConfig ConversionClientConfig; conversionReviewVersions! [text]
`;
