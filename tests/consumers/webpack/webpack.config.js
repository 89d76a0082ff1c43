export default {
  entry: "./main.js",
  output: { publicPath: "/dist/" },
  devServer: { static: { directory: ".", watch: false }, client: { overlay: false }, host: "127.0.0.1" },
};
