/** Turns the text that the build makes of a .wasm (deflate-raw, base64) into a module. */
export async function compile(text: string): Promise<WebAssembly.Module> {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return WebAssembly.compile(await new Response(inflated).arrayBuffer());
}
