//! Tests that need something from outside (real price files, reference programs'
//! figures, other programs that read our files) are reported as ignored without it.

fn main() {
    for (variable, flag) in
        [("LUMBUNG_REAL_DATA", "real_data"), ("LUMBUNG_ORACLES", "oracles"), ("LUMBUNG_PYTHON", "python")]
    {
        println!("cargo:rerun-if-env-changed={variable}");
        println!("cargo:rustc-check-cfg=cfg({flag})");
        if std::env::var_os(variable).is_some_and(|value| !value.is_empty()) {
            println!("cargo:rustc-cfg={flag}");
        }
    }
    println!("cargo:rerun-if-env-changed=PATH");
    let folders = std::env::var_os("PATH").unwrap_or_default();
    for program in ["promtool", "soffice"] {
        println!("cargo:rustc-check-cfg=cfg({program})");
        if std::env::split_paths(&folders).any(|folder| folder.join(program).is_file()) {
            println!("cargo:rustc-cfg={program}");
        }
    }
}
