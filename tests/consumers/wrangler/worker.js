import { asked } from "../question.js";
import { send } from "../send.js";

export default {
  async fetch(request) {
    return Response.json(await send(asked(request.url)));
  },
};
