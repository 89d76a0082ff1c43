export { GET } from "../server/route.js";

export const runtime = "edge";
