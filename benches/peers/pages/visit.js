// Sends one vote as soon as it can: `#<host>,<vote>`.
import { start } from "sender";

const [host, vote] = location.hash.slice(1).split(",");
start(host)(vote);
