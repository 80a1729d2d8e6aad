const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const sides = ['peer', 'ours'];

/** Runs two functions in turn, so that whatever else the machine does meets both, and compares their medians. */
exports.compare = ({ title, rounds, goal, ...run }) => {
  const times = { ours: [], peer: [] };
  for (let round = -1; round < rounds; round++) {
    for (const side of sides) {
      globalThis.gc?.();
      const start = process.hrtime.bigint();
      run[side]();
      note(times[side], round, start);
    }
  }
  return report({ title, rounds, goal, times });
};

/** The same for functions that return a promise. Without a goal, any ratio will do. */
exports.compareLater = async ({ title, rounds, goal, ...run }) => {
  const times = { ours: [], peer: [] };
  for (let round = -1; round < rounds; round++) {
    for (const side of sides) {
      globalThis.gc?.();
      const start = process.hrtime.bigint();
      await run[side]();
      note(times[side], round, start);
    }
  }
  return report({ title, rounds, goal, times });
};

function note(times, round, start) {
  // The first round warms up.
  if (round >= 0) times.push(Number(process.hrtime.bigint() - start) / 1e6);
}

function report({ title, rounds, goal, times }) {
  const ratio = median(times.ours) / median(times.peer);
  const ms = side => `${median(times[side]).toFixed(0)} ms`;
  const wanted = goal === undefined ? '' : `; goal ≤ ${goal} ×`;
  console.log(`${title}: ${ratio.toFixed(2)} × (${ms('ours')} : ${ms('peer')}, ${rounds} rounds)${wanted}`);
  return goal === undefined || ratio <= goal;
}
