//! From the crate to a .wasm and its glue: cargo, wasm-bindgen, wasm-opt.

pub mod paths;

use crate::names::Names;
use crate::process::run;
use crate::{glue, root, silence};
use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fs;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::process::Command;
use walrus::Module;
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

/// What rustc emits by default and every supported browser and workerd accept. Never
/// `--all-features`: wasm-opt would then emit what V8 refuses.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What compresses best, tried out: `opt-level = 2` with next to no inlining and no unrolling is
/// a tenth smaller after brotli than "z", whose code is shorter but less repetitive.
const CODEGEN: [&str; 3] = [
    "-Cllvm-args=-inline-threshold=40",
    "-Cllvm-args=-inlinehint-threshold=40",
    "-Cllvm-args=-unroll-threshold=0",
];

/// What no visitor downloads: it keeps its formatting, and is packed quickly. Its code is for Workers,
/// which pay by the kilobyte that is started, not sent. At the level "s" it takes a quarter less time,
/// which is the hundredth part of a request, and is 4 KB larger after gzip.
const FOR_SERVERS: [&str; 1] = ["relay"];
/// What has the whole standard library.
const WITH_STD: [&str; 1] = ["analytics"];

/// What takes and returns numbers alone, and needs no glue: wasm-bindgen would put in half a kilobyte
/// that nobody calls.
const NUMBERS_ONLY: [&str; 1] = ["queue"];

/// Builds the .wasm of one capability, named as its cargo feature, and puts it into `dist`, its
/// glue and its inline form into `glue`. A copy with its functions' names is where [`named`] says.
pub fn build(capability: &str, dist: &Path, glue: &Path) -> Result<()> {
    let target = root().join("target");
    let is_for_servers = !is_for_visitors(capability);
    let (codegen, level): (&[&str], _) = if is_for_servers { (&[], "z") } else { (&CODEGEN, "2") };
    let mut flags: Vec<String> = codegen.iter().map(|flag| (*flag).to_owned()).collect();
    flags.extend(paths::remapped()?);
    run(
        &format!("cargo build of {capability}.wasm"),
        Command::new("cargo")
            .current_dir(root())
            // Parted so that there may be spaces in paths.
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
            .env("CARGO_PROFILE_PKG_OPT_LEVEL", level)
            .args([
                "build",
                "--lib",
                "--package=mem0-feedback",
                "--profile=pkg",
                "--target=wasm32-unknown-unknown",
                "--no-default-features",
                &format!("--features=package,{capability}"),
                &format!("--target-dir={}", target.display()),
            ]),
    )?;
    let bound = target.join("glue").join(capability);
    let built = target.join("wasm32-unknown-unknown/pkg/mem0_feedback.wasm");
    let has_std = WITH_STD.contains(&capability);
    let module =
        if is_for_servers { silence::ends(&built)? } else { silence::panics(&built, has_std)? };
    let input = if NUMBERS_ONLY.contains(&capability) {
        unbound(module, &bound)?
    } else {
        bind(capability, module, &bound, glue)?
    };
    let output = dist.join(format!("{capability}.wasm"));
    let rounds = if is_for_servers { FEW_ROUNDS } else { ROUNDS };
    if !is_for_servers {
        optimize(&input, &named(capability), &["--debuginfo"])?;
    }
    optimize(&input, &output, &["--strip-debug", "--strip-producers", "--strip-target-features"])?;
    let bytes = fs::read(&output)?;
    fs::write(
        glue.join(format!("{capability}.inline.js")),
        format!("export default \"{}\";\n", STANDARD.encode(deflate(&bytes, rounds)?)),
    )?;
    fs::write(
        glue.join(format!("{capability}.inline.d.ts")),
        "declare const bytes: string;\nexport default bytes;\n",
    )?;
    Ok(())
}

/// Puts the module into `bound` as it is, with what its functions need and nothing else.
fn unbound(mut module: Module, bound: &Path) -> Result<PathBuf> {
    for linkers_own in ["__data_end", "__heap_base"] {
        let _ = module.exports.remove(linkers_own);
    }
    ensure!(module.imports.iter().next().is_none(), "{} imports something", bound.display());
    fs::create_dir_all(bound)?;
    let path = bound.join("unbound.wasm");
    module.emit_wasm_file(&path)?;
    Ok(path)
}

/// Puts the module and its types into `bound`, and its glue into `glue`.
fn bind(capability: &str, module: Module, bound: &Path, glue: &Path) -> Result<PathBuf> {
    let mut output = Bindgen::new()
        .input_module(capability, module)
        .out_name(capability)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .encode_into(EncodeInto::Always)
        .generate_output()
        .with_context(|| format!("wasm-bindgen of {capability}.wasm"))?;
    let is_lean = is_for_visitors(capability) && !WITH_STD.contains(&capability);
    if is_lean {
        // The glue that is left does not call it.
        let _ = output.wasm_mut().exports.remove("__wbindgen_realloc");
    }
    let names = Names::shorten(output.wasm_mut());
    output.emit(bound)?;
    let script = fs::read_to_string(bound.join(format!("{capability}.js")))?;
    let mut script = glue::without_old_form(&script)?;
    if is_lean {
        script = glue::without_caches(script)?;
    }
    fs::write(glue.join(format!("{capability}.js")), names.apply(&script)?)?;
    let types = format!("{capability}.d.ts");
    fs::copy(bound.join(&types), glue.join(&types))?;
    Ok(bound.join(format!("{capability}_bg.wasm")))
}

/// Whether visitors download it, and each byte counts.
pub fn is_for_visitors(capability: &str) -> bool {
    !FOR_SERVERS.contains(&capability)
}

/// The last build of a capability that visitors download, with its functions' names.
pub fn named(capability: &str) -> PathBuf {
    root().join("target/glue").join(capability).join("named.wasm")
}

fn optimize(input: &Path, output: &Path, options: &[&str]) -> Result<()> {
    let name = output.file_name().unwrap_or_default().to_string_lossy().into_owned();
    run(
        &format!("wasm-opt of {name}"),
        Command::new("node")
            .arg(root().join("pkg/node_modules/binaryen/bin/wasm-opt"))
            .args(FEATURES)
            .args(["-Oz", "--converge", "--vacuum"])
            .args(options)
            .arg("-o")
            .args([output, input]),
    )
}

/// How often the packing is tried anew: some seconds for each .wasm.
const ROUNDS: u64 = 300;
/// For what is not downloaded by visitors.
const FEW_ROUNDS: u64 = 5;

/// Raw deflate, which every browser can read without being asked for a codec.
fn deflate(bytes: &[u8], rounds: u64) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let options = zopfli::Options {
        iteration_count: NonZeroU64::MIN.saturating_add(rounds),
        ..Default::default()
    };
    zopfli::compress(options, zopfli::Format::Deflate, bytes, &mut out)?;
    Ok(out)
}
