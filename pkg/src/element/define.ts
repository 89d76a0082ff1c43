import { define } from "./definition.js";

define();
