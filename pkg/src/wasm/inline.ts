/** Turns the text that the build makes of a .wasm (deflate-raw, base64) into a module. */
export async function compile(text: string): Promise<WebAssembly.Module> {
  const chars = atob(text);
  // `Uint8Array.from()` takes twice the time, as a Blob does, whose bytes go through another process.
  const bytes = new Uint8Array(chars.length).map((_, at) => chars.charCodeAt(at));
  const inflated = new Response(bytes).body!.pipeThrough(new DecompressionStream("deflate-raw"));
  return WebAssembly.compile(await new Response(inflated).arrayBuffer());
}
