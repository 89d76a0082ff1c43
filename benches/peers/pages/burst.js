// Sends as many votes as it is told to, so many at once: `#<host>`.
import { start } from "sender";

const LANES = 20;
const send = start(location.hash.slice(1));

globalThis.burst = async (count) => {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await send(`vote-burst-${left}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
};
