//! `docs/reference/registers.md` documents every register, column and code, and nothing else: it is printed from them.

use std::path::Path;

#[test]
fn the_reference_page_is_what_the_definitions_print() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/registers.md");
    let printed = register::reference_page();
    if std::env::var_os("WRITE_REFERENCE").is_some() {
        std::fs::write(&path, &printed).expect("the page can be written");
    }
    let page = std::fs::read_to_string(&path).expect("docs/reference/registers.md");
    assert!(
        page == printed,
        "docs/reference/registers.md is not what `WRITE_REFERENCE=1 cargo test -p register` prints"
    );
}
