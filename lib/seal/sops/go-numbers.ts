/** An integer, as Go's YAML library reads one; undefined for a text that is none. `017` is octal, as in YAML 1.1. */
export function parseInteger(text: string): bigint | undefined {
  const [, sign, magnitude] = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/.exec(text) ?? [];
  if (magnitude === undefined) return undefined;
  const value = BigInt(magnitude.replace(/^0[oO]?(?=[0-7])/, '0o'));
  return sign === '-' ? -value : value;
}

/** A decimal number, as Go's YAML library reads one; undefined for a text that is none, or is too large. */
export function parseFloat64(text: string): number | undefined {
  if (!/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** A float in Go's format `f` with as few digits as tell it from others: what SOPS encrypts, and what its MAC counts. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [, whole = '', fraction = '', exponent = '0'] =
    /^(\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(String(Math.abs(value))) ?? [];
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  const rest = digits.slice(point);
  return `${sign}${digits.slice(0, point).padEnd(point, '0')}${rest === '' ? '' : `.${rest}`}`;
}
