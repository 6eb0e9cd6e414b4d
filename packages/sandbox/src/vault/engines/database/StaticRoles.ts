import { letters } from '../../tokens/TokenStore';
import { counted, VaultError } from '../../wire/VaultError';
import type { DatabaseEngine } from './DatabaseEngine';
import type { StaticRole } from './Role';

/** Vault tries a rotation that failed again after so long. */
const retrySeconds = 10;
/** Of a rotation that was missed. */
const lateSeconds = 120;

export type NewStaticRole = Pick<StaticRole, 'name' | 'connection' | 'username' | 'periodSeconds'> &
  Partial<Pick<StaticRole, 'rotation'>> & {
    /** Sandbox seconds of its last rotation; it is rotated now when left out. */
    rotatedAt?: number;
  };

/** Users that stay while their passwords change. */
export class StaticRoles {
  private readonly roles = new Map<string, StaticRole>();
  /** Roles whose rotation fails on request, with what is said of it. */
  readonly failing = new Map<string, string>();

  constructor(private readonly engine: DatabaseEngine) {}

  get names(): string[] {
    return [...this.roles.keys()].sort();
  }

  find(name: string): StaticRole | undefined {
    return this.roles.get(name);
  }

  stop(): void {
    for (const role of this.roles.values()) role.forget?.();
  }

  /** @throws VaultError when the first rotation fails */
  set({ rotatedAt, ...wanted }: NewStaticRole): void {
    const { moments } = this.engine.core;
    const known = this.roles.get(wanted.name);
    known?.forget?.();
    const made: StaticRole = {
      rotation: [],
      failures: 0,
      password: '',
      nextAt: 0,
      ...known,
      ...wanted,
      rotatedAt: known?.rotatedAt ?? rotatedAt ?? moments.now(),
    };
    if (!known && rotatedAt === undefined) this.change(made);
    this.roles.set(made.name, made);
    made.nextAt = (known || rotatedAt === undefined ? moments.now() : rotatedAt) + made.periodSeconds;
    this.wait(made);
  }

  delete(name: string): void {
    this.roles.get(name)?.forget?.();
    this.roles.delete(name);
  }

  /** @throws VaultError */
  rotate(name: string): void {
    const role = this.roles.get(name);
    if (!role) throw VaultError.badRequest('no static role found for role name');
    this.change(role);
    role.nextAt = this.engine.core.moments.now() + role.periodSeconds;
    this.wait(role);
  }

  /** Its next rotation has been due for a while. */
  overdue(role: StaticRole): void {
    const { moments } = this.engine.core;
    role.nextAt = moments.now();
    role.rotatedAt = moments.now() - role.periodSeconds - lateSeconds;
    delete role.told;
    this.wait(role);
  }

  /** When it was rotated last, in milliseconds since 1970: after a skip so much earlier. */
  rotationOf(role: StaticRole): number {
    role.told = this.engine.core.moments.stampAgain(role.rotatedAt, role.told);
    return role.told;
  }

  /** Whole seconds to the next rotation. */
  ttlOf({ nextAt }: StaticRole): number {
    return Math.max(0, Math.round(nextAt - this.engine.core.moments.now()));
  }

  private wait(role: StaticRole): void {
    const { moments } = this.engine.core;
    role.forget?.();
    const seconds = Math.max(0, role.nextAt - moments.now());
    role.forget = moments.clock.after(seconds * 1_000, () => this.due(role));
  }

  private due(role: StaticRole): void {
    const now = this.engine.core.moments.now();
    try {
      this.change(role);
      role.nextAt = now + role.periodSeconds;
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      role.failures += 1;
      role.nextAt = now + retrySeconds;
    }
    this.wait(role);
  }

  private change(role: StaticRole): void {
    const trouble = this.failing.get(role.name) ?? this.engine.trouble(role.connection);
    if (trouble)
      throw new VaultError(500, [
        counted(`error setting credentials: ${counted(`user does not appear to exist: ${trouble}`)}`),
      ]);
    role.password = letters(20);
    role.rotatedAt = this.engine.core.moments.now();
    delete role.told;
    role.failures = 0;
  }
}
