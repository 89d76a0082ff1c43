import { asked } from "../question.js";
import { send } from "../send.js";

console.log(JSON.stringify(await send(asked(process.argv[2]))));
