/** The texts of a list in a manifest; none where it is no list. */
export const textsIn = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.filter(item => typeof item === 'string') : [];
