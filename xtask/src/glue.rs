//! What the glue of a .wasm has and no page needs.

use anyhow::{Context, Result, bail};

/// Where a part begins, where what follows it begins, and what takes its place.
type Cut = (&'static str, &'static str, &'static str);

/// A view of the memory is made in less time than it takes to see whether an older one still
/// serves. Closures are called once, or dropped by who made them. Safari forgets how to decode
/// after 2 GiB, which no page sends. Texts are short, so that they need not be written in place.
const CUTS: [Cut; 5] = [
    (
        "let cachedDataViewMemory0 = null;",
        "\n}\n",
        "function getDataViewMemory0() {\n    return new DataView(wasm.memory.buffer);",
    ),
    (
        "let cachedUint8ArrayMemory0 = null;",
        "\n}\n",
        "function getUint8ArrayMemory0() {\n    return new Uint8Array(wasm.memory.buffer);",
    ),
    ("const CLOSURE_DTORS", "\n\n", ""),
    (
        "cachedTextDecoder.decode();\nconst MAX_SAFARI",
        "\n}\n",
        "function decodeText(bytes) {\n    return cachedTextDecoder.decode(bytes);",
    ),
    (
        "function passStringToWasm0",
        "\n}\n",
        "function passStringToWasm0(text, malloc) {\n    \
         const bytes = cachedTextEncoder.encode(text);\n    \
         const ptr = malloc(bytes.length, 1) >>> 0;\n    \
         getUint8ArrayMemory0().set(bytes, ptr);\n    \
         WASM_VECTOR_LEN = bytes.length;\n    \
         return ptr;",
    ),
];

/// Lines that served what was cut.
const LINES: [&str; 4] = [
    "    cachedDataViewMemory0 = null;\n",
    "    cachedUint8ArrayMemory0 = null;\n",
    "            CLOSURE_DTORS.unregister(state);\n",
    "    CLOSURE_DTORS.register(real, state, state);\n",
];

/// What shows that wasm-bindgen writes its glue in another way than the cuts know.
const LEFT_OVERS: [&str; 5] =
    ["cachedDataView", "cachedUint8", "CLOSURE_DTORS", "numBytesDecoded", "realloc"];

/// `initSync` takes its module in two forms, of which the one in an object brings a warning for
/// the other; only the other is left, and nothing is said. Nor is it asked whether that is a
/// `WebAssembly.Module`: in Vercel's edge runtime it is one of another realm.
pub fn without_old_form(glue: &str) -> Result<String> {
    let known = "the glue has no initSync as it is known here";
    let (before, rest) = glue
        .split_once("    if (module !== undefined) {\n        if (Object.getPrototypeOf(module)")
        .context(known)?;
    let (_, after) = rest.split_once("    const imports").context(known)?;
    let (imports, after) =
        after.split_once("    if (!(module instanceof WebAssembly.Module)) {\n").context(known)?;
    let (_, after) = after.split_once("    }\n").context(known)?;
    Ok([before, "    const imports", imports, after].concat())
}

/// Leaves out what is there for long-lived programs only: 200 bytes for each visitor.
pub fn without_caches(mut glue: String) -> Result<String> {
    for (from, to, instead) in CUTS {
        let Some((before, rest)) = glue.split_once(from) else { continue };
        let (_, after) = rest.split_once(to).context("a part of the glue has no end")?;
        glue = [before, instead, to, after].concat();
    }
    for line in LINES {
        glue = glue.replace(line, "");
    }
    glue = glue.replace(", wasm.__wbindgen_realloc", "");
    match LEFT_OVERS.into_iter().find(|left| glue.contains(left)) {
        Some(left) => bail!("the glue has {left:?}: wasm-bindgen writes it in another way now"),
        None => Ok(glue),
    }
}
