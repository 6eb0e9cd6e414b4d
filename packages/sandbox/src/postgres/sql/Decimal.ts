/** A `numeric`: whole units of 10^-scale. */
export class Decimal {
  constructor(
    readonly units: bigint,
    readonly scale: number,
  ) {}

  /** `undefined` for what is no number. */
  static read(text: string): Decimal | undefined {
    const [, sign, whole = '', fraction = '', exponent = '0'] =
      /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(text) ?? [];
    if (whole + fraction === '') return undefined;
    const units = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
    const scale = fraction.length - Number(exponent);
    return scale >= 0 ? new Decimal(units, scale) : new Decimal(units * 10n ** BigInt(-scale), 0);
  }

  static of(value: number | bigint): Decimal {
    if (typeof value === 'bigint') return new Decimal(value, 0);
    return Decimal.read(String(value)) ?? new Decimal(0n, 0);
  }

  plus(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) + other.at(scale), scale);
  }

  minus(other: Decimal): Decimal {
    return this.plus(new Decimal(-other.units, other.scale));
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.units * other.units, this.scale + other.scale);
  }

  /** With at least sixteen significant digits, as PostgreSQL's `select_div_scale` chooses them. The other is not 0. */
  over(other: Decimal): Decimal {
    const scale = Math.min(Math.max(16 - quotientWeight(this, other) * 4, this.scale, other.scale, 0), 1_000);
    const digits = BigInt(scale + other.scale - this.scale + 1);
    const quotient = (this.units * 10n ** (digits > 0n ? digits : 0n)) / other.units;
    const extra = digits > 0n ? scale + 1 : this.scale - other.scale;
    return new Decimal(quotient, extra).round(scale);
  }

  /** What is left of a division, with the sign of the dividend. */
  modulo(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) % other.at(scale), scale);
  }

  /** Half away from zero. */
  round(scale = 0): Decimal {
    if (scale >= this.scale) return new Decimal(this.at(scale), scale);
    const unit = 10n ** BigInt(this.scale - scale);
    const half = (this.units < 0n ? -unit : unit) / 2n;
    const units = (this.units + half) / unit;
    return scale >= 0 ? new Decimal(units, scale) : new Decimal(units * 10n ** BigInt(-scale), 0);
  }

  floor(): Decimal {
    const unit = 10n ** BigInt(this.scale);
    const down = this.units % unit < 0n ? 1n : 0n;
    return new Decimal(this.units / unit - down, 0);
  }

  ceil(): Decimal {
    const down = new Decimal(-this.units, this.scale).floor();
    return new Decimal(-down.units, 0);
  }

  compare(other: Decimal): number {
    const { units } = this.minus(other);
    if (units === 0n) return 0;
    return units < 0n ? -1 : 1;
  }

  get isZero(): boolean {
    return this.units === 0n;
  }

  toNumber(): number {
    return Number(this.toString());
  }

  toString(): string {
    const digits = String(this.units < 0n ? -this.units : this.units).padStart(this.scale + 1, '0');
    const sign = this.units < 0n ? '-' : '';
    if (this.scale === 0) return sign + digits;
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }

  private at(scale: number): bigint {
    return this.units * 10n ** BigInt(scale - this.scale);
  }
}

/** How many groups of four digits the quotient has before its point, less one. */
function quotientWeight(one: Decimal, other: Decimal): number {
  const [first, second] = [leading(one), leading(other)];
  return first.weight - second.weight - (first.digits <= second.digits ? 1 : 0);
}

/** The first group of four digits that is not zero, and where it stands. */
function leading({ units, scale }: Decimal): { weight: number; digits: number } {
  if (units === 0n) return { weight: 0, digits: 0 };
  const text = String(units < 0n ? -units : units);
  const weight = Math.floor((text.length - scale - 1) / 4);
  const before = text.length - scale - weight * 4;
  return { weight, digits: Number(text.slice(0, before).padEnd(before, '0')) };
}
