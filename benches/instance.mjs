// WebAssembly's memory, whose size no module of the package tells. To be imported before one is started.

/** Of the instance that was made last. */
export let memory;

WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(module, imports) {
    super(module, imports);
    ({ memory } = this.exports);
  }
};
