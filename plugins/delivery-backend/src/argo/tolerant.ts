import { tolerant } from '@greenroom/cluster-access';

/** Argo's objects are read as forgivingly as Kubernetes' own, by the same readers. */
export const { each, flag, part, text, whole, texts: labels } = tolerant;
