const clock = String.raw`\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?`;
const form = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](${clock})(Z|[-+]\d\d:\d\d)| (${clock}))?$`);

/**
 * A point in time in RFC 3339, as Go writes what its YAML library takes for one: `2001-1-2` is `2001-01-02T00:00:00Z`.
 *
 * @returns undefined for a text that is none
 */
export function parseTime(text: string): string | undefined {
  const [, year, month = '', day = '', zoned, zone, zoneless] = form.exec(text) ?? [];
  if (year === undefined || !isDate(Number(year), Number(month), Number(day))) return undefined;
  const [hour = '', minute = '', seconds = ''] = (zoned ?? zoneless ?? '0:0:0').split(':');
  const [second = '', fraction = ''] = seconds.split(/[.,]/);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const nanoseconds = fraction.slice(0, 9).replace(/0+$/, '');
  const offset = zone === undefined || /^[-+]00:00$/.test(zone) ? 'Z' : zone;
  const time = [hour, minute, second].map(two).join(':') + (nanoseconds === '' ? '' : `.${nanoseconds}`);
  return `${year}-${two(month)}-${two(day)}T${time}${offset}`;
}

const two = (part: string): string => part.padStart(2, '0');

function isDate(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}
