/** Types of the API, version 1.34, in the notation of `notation.ts`: of all kinds. */
export const metadata = `
Condition: lastTransitionTime! time; message! text; observedGeneration int64; reason! text; status! text;
  type! text
LabelSelector atomic: matchExpressions [LabelSelectorRequirement]; matchLabels {text}
LabelSelectorRequirement: key! text; operator! text; values [text]
ManagedFieldsEntry: apiVersion text; fieldsType text; fieldsV1 any; manager text; operation text;
  subresource text; time time
ObjectMeta: annotations {text}; creationTimestamp time; deletionGracePeriodSeconds int64;
  deletionTimestamp time; finalizers [text]set; generateName text; generation int64; labels {text};
  managedFields [ManagedFieldsEntry]; name text; namespace text; ownerReferences [OwnerReference](uid);
  resourceVersion text; selfLink text; uid text
OwnerReference atomic: apiVersion! text; blockOwnerDeletion flag; controller flag; kind! text; name! text;
  uid! text
`;
