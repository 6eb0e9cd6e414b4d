/** A policy or webhook of the cluster that refused a write, in its own words. */
export interface AdmissionRefusal {
  by: string;
  message: string;
}

/**
 * Kubernetes has no field that tells who refused: only these sentences of the API server (apiserver
 * `admission/plugin/policy/validating` and `admission/plugin/webhook/errors`). A policy's refusal comes with the same
 * code and reason as a failed `test`, which has no such sentence.
 */
const sentences: readonly [RegExp, (name: string) => string][] = [
  [
    /ValidatingAdmissionPolicy '([^']+)' with binding '[^']+' denied request: ?([\s\S]*)/,
    name => `the admission policy ${name}`,
  ],
  [/admission webhook "([^"]+)" denied the request:? ?([\s\S]*)/, name => `the admission webhook ${name}`],
];

/** @param message - of the server's `Status` */
export function readAdmissionRefusal(message: string | undefined): AdmissionRefusal | undefined {
  for (const [sentence, label] of sentences) {
    const match = sentence.exec(message ?? '');
    if (match?.[1]) {
      return { by: label(match[1]), message: match[2]?.trim() ?? '' };
    }
  }
  return undefined;
}
