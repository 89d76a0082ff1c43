import { asked } from "../../../question.js";
import { send } from "../../../send.js";

export async function GET(request) {
  return Response.json(await send(asked(request.url)));
}
