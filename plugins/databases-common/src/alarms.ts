import { z } from 'zod';

/** An alarm that somebody has set on the database where it runs. */
export const alarmSchema = z.object({
  name: z.string(),
  state: z.enum(['ok', 'alarm', 'insufficient-data']),
  /** Since when it is in this state. */
  since: z.string().optional(),
  /** What it watches, e.g. `CPUUtilization above 90 for 5 minutes`. */
  condition: z.string(),
  /** The source's own reason, shortened. */
  reason: z.string().optional(),
  metric: z.string().optional(),
  member: z.string().optional(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** How many alarms are in each state. */
export const alarmCountsSchema = z.object({
  ok: z.number().int(),
  alarm: z.number().int(),
  insufficientData: z.number().int(),
});
export type AlarmCounts = z.infer<typeof alarmCountsSchema>;
