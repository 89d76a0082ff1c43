export default {
  // In development effects would run twice.
  reactStrictMode: false,
  turbopack: { root: new URL("..", import.meta.url).pathname },
};
