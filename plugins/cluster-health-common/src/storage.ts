import { verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

/** One PersistentVolumeClaim with its volume; or a volume that no claim holds any more, without a namespace. */
export const volumeRowSchema = z.object({
  namespace: z.string().optional(),
  name: z.string(),
  uid: z.string(),
  phase: z.string().optional(),
  storageClass: z.string().optional(),
  volume: z.string().optional(),
  requestedBytes: z.number().optional(),
  capacityBytes: z.number().optional(),
  accessModes: z.array(z.string()),
  verdict: verdictSchema,
  since: z.string().optional(),
  entityRef: z.string().optional(),
  createdAt: z.string().optional(),
});
export type VolumeRow = z.infer<typeof volumeRowSchema>;

/** One thing that Ceph says of itself. */
export const cephCheckSchema = z.object({
  /** e.g. `OSD_NEARFULL` */
  name: z.string(),
  severity: z.enum(['warning', 'error']),
  message: z.string(),
});
export type CephCheck = z.infer<typeof cephCheckSchema>;

/** A Rook CephCluster or CephBlockPool. */
export const cephRowSchema = z.object({
  kind: z.enum(['CephCluster', 'CephBlockPool']),
  namespace: z.string(),
  name: z.string(),
  uid: z.string(),
  phase: z.string().optional(),
  /** `HEALTH_OK`, `HEALTH_WARN`, `HEALTH_ERR` */
  health: z.string().optional(),
  checks: z.array(cephCheckSchema),
  usedBytes: z.number().optional(),
  totalBytes: z.number().optional(),
  /** Copies of each block, of a pool. */
  replicas: z.number().int().optional(),
  version: z.string().optional(),
  /** When Rook asked Ceph last. */
  checkedAt: z.string().optional(),
  verdict: verdictSchema,
  since: z.string().optional(),
});
export type CephRow = z.infer<typeof cephRowSchema>;
