// Loads weeflint.wasm, in a page, a worker or Node.

/**
 * @param {BufferSource | WebAssembly.Module} wasm the bytes of weeflint.wasm
 * @returns what judges contracts
 */
export async function load(wasm) {
  const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
  // What it names as imported belongs to parts of libraries that are never called: it asks for no
  // files, no clock and no network, and is given none.
  const absent = () => { throw new Error("weeflint asks nothing of the page"); };
  const imports = {};
  for (const it of WebAssembly.Module.imports(module)) (imports[it.module] ??= {})[it.name] = absent;
  let ready = await WebAssembly.instantiate(module, imports);
  return {
    /**
     * What the program writes for a contract.
     * @param {Uint8Array} bytes the contract: docx, pdf, odt, rtf, html, md or txt
     * @param {{name: string, command: "check" | "assess" | "questions", form: string, messages?: "nl" | "en"}} ask
     *   its name; what to write, and in which form: a format of `check --output-format`, or the
     *   extension of a file of `assess` and `questions`; the language, that of the contract unless said
     * @returns {Promise<Uint8Array>} the report
     * @throws {Error} with one line, where the contract can't be read or the form is unknown
     */
    async report(bytes, ask) {
      const { memory, input, report, output } = ready.exports;
      const asked = new TextEncoder().encode(JSON.stringify(ask));
      let length;
      try {
        const at = input(bytes.length + asked.length) >>> 0;
        const room = new Uint8Array(memory.buffer, at, bytes.length + asked.length);
        room.set(bytes);
        room.set(asked, bytes.length);
        length = report(asked.length);
      } catch {
        // Its memory can't be trusted any more; the next contract gets a new one.
        ready = await WebAssembly.instantiate(module, imports);
        throw new Error(`${ask.name}: weeflint stopped; the file may be too large for a page`);
      }
      const answer = new Uint8Array(memory.buffer, output() >>> 0, Math.abs(length)).slice();
      if (length < 0) throw new Error(new TextDecoder().decode(answer));
      return answer;
    },
  };
}
