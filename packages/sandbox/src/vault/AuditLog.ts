import type { Reply } from './wire/Reply';
import type { VaultRequest } from './wire/VaultRequest';

/** An entry without what was sent and answered: what OpenBao 2.6 wrote for a lookup, measured. */
const frame = 1_130;
const hashedText = 'hmac-sha256:'.length + 64;

/** What the audit device would have written, in bytes: listing leases is what fills disks. */
export class AuditLog {
  bytes = 0;
  entries = 0;

  /** Two lines: what was asked, and what was answered. */
  write(request: VaultRequest, reply: Reply | undefined): void {
    const asked = frame + request.path.length + hashedSize(request.data);
    this.entries += 2;
    this.bytes += 2 * asked + 140 + (reply?.data ? hashedSize(reply.data) : 0);
  }
}

/** Texts are told as their hash; numbers, flags and times as they are. */
function hashedSize(value: unknown): number {
  if (Array.isArray(value)) return value.length ? value.length * (hashedSize(value[0]) + 1) : 2;
  if (typeof value === 'string') return hashedText + 2;
  if (typeof value !== 'object' || value === null) return String(value).length;
  return Object.entries(value).reduce((sum, [key, each]) => sum + key.length + 4 + hashedSize(each), 2);
}
