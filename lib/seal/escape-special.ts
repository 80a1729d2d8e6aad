/** Line breaks and invisible characters that YAML 1.1 has beyond those that JSON escapes. They stand in quotes only. */
const special = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** YAML whose quoted texts are as JSON has them, with an escape for what other versions of YAML would read otherwise. */
export const escapeSpecial = (quoted: string): string =>
  quoted.replace(special, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
