const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs two functions in turn, so that whatever else the machine does meets both, and compares their medians. */
exports.compare = ({ title, ours, peer, rounds, goal }) => {
  const times = { ours: [], peer: [] };
  for (let round = -1; round < rounds; round++) {
    for (const [side, run] of [
      ['peer', peer],
      ['ours', ours],
    ]) {
      globalThis.gc?.();
      const start = process.hrtime.bigint();
      run();
      // The first round warms up.
      if (round >= 0) times[side].push(Number(process.hrtime.bigint() - start) / 1e6);
    }
  }
  const ratio = median(times.ours) / median(times.peer);
  const ms = side => `${median(times[side]).toFixed(0)} ms`;
  console.log(`${title}: ${ratio.toFixed(2)} × (${ms('ours')} : ${ms('peer')}, ${rounds} rounds); goal ≤ ${goal} ×`);
  return ratio <= goal;
};
