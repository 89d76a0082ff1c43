const worker = new Worker(new URL("./client.mjs", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => {
  console.log(data);
  worker.terminate();
};
