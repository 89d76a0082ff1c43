import { asked } from "../../../../question.js";
import { send } from "../../../../send.js";

export async function GET({ url }) {
  return Response.json(await send(asked(url)));
}
