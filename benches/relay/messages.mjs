// HTTP/1.1 in its plainest form, so that next to nothing is measured but the relay.

const HEAD_END = Buffer.from("\r\n\r\n");

/** Cuts what arrives on a connection into messages, each of which says its length. */
export class Messages {
  #rest = Buffer.alloc(0);

  /** Takes more bytes in; returns the messages that are complete now. */
  take(chunk) {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const messages = [];
    for (let end; (end = this.#end()) <= this.#rest.length; this.#rest = this.#rest.subarray(end)) {
      messages.push(this.#rest.toString("latin1", 0, end));
    }
    return messages;
  }

  #end() {
    const head = this.#rest.indexOf(HEAD_END);
    if (head < 0) return Infinity;
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#rest.toString("latin1", 0, head + 2));
    if (!length) throw new Error("a message does not say its length");
    return head + HEAD_END.length + Number(length[1]);
  }
}

/** A POST in full. */
export function post(path, headers, body) {
  const lines = Object.entries({ host: "relay", ...headers, "content-length": Buffer.byteLength(body) });
  return `POST ${path} HTTP/1.1\r\n${lines.map((line) => line.join(": ")).join("\r\n")}\r\n\r\n${body}`;
}
