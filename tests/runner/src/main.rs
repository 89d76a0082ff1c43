//! `wasm-bindgen-test-runner`, built from the lockfile instead of installed beside it, so that it
//! cannot drift from the `wasm-bindgen` that compiled the tests.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
