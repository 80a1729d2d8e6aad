/** A step of a runbook. */
export type Step = {
  readonly title: string;
  /** What to do and what may go wrong, a paragraph each. */
  readonly text: readonly string[];
  /** Lines for bash, to be run as they are. */
  readonly commands?: string | undefined;
};

/** The steps of one operation, in their order. */
export type Runbook = { readonly title: string; readonly steps: readonly Step[] };

/** A runbook as Markdown. What a step says that an earlier one has said in full is not said again. */
export function runbookText({ title, steps }: Runbook): string {
  const said = new Map<string, number>();
  const parts = steps.map(({ title: heading, text, commands }, index) => {
    const whole = text.join('\n\n');
    const before = said.get(whole);
    if (before === undefined) said.set(whole, index + 1);
    const block = commands === undefined ? [] : ['```sh\n' + commands + '\n```'];
    return [`## ${index + 1}. ${heading}`, ...block, before === undefined ? whole : `As in step ${before}.`].join(
      '\n\n',
    );
  });
  return [`# ${title}`, ...parts].join('\n\n');
}
