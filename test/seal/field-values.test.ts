import { generic } from '../../lib/core/credential-class';
import { secretData } from '../../lib/seal/field-values';

const data = (value: Uint8Array) => secretData({ credentialClass: generic('a'), values: { a: value } }).get('a');
const line = 'values.a: must be one line with no white space around it';

describe('the bytes of a file', () => {
  test.each([
    'hunter2',
    'two words',
    'several\nlines\n',
    '-----BEGIN X-----\r\nAA==\r\n-----END X-----\r\n',
    ' indented:\n  - a\n\n',
  ])('are taken as they are: %j', text => {
    expect(data(Buffer.from(text))).toEqual(Buffer.from(text));
  });

  test('may be no text at all', () => {
    expect(data(Uint8Array.of(0xff, 0x0a))).toEqual(Buffer.from([0xff, 0x0a]));
  });

  test.each([
    'hunter2\n',
    'hunter2\r\n',
    'hunter2\r',
    'hunter2 ',
    ' hunter2',
    '\thunter2',
    'hunter2\n\n',
    '\nhunter2',
    ' \n \n',
  ])('fails when they are one line and what an editor or echo left around it: %j', text => {
    expect(() => data(Buffer.from(text))).toThrow(line);
  });
});
