//! The style sheet and the script, compiled in. Their address holds a hash of their content, so that they may
//! be kept for ever and a new release is never shown in an old dress.

use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

const STYLE: &str = concat!(include_str!("../assets/style.css"), include_str!("../assets/answers.css"));
const SCRIPT: &str = include_str!("../assets/keys.js");

static STYLE_ADDRESS: LazyLock<String> = LazyLock::new(|| format!("/assets/style-{}.css", hash(STYLE)));
static SCRIPT_ADDRESS: LazyLock<String> = LazyLock::new(|| format!("/assets/keys-{}.js", hash(SCRIPT)));

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Where the style sheet is.
pub fn style_address() -> &'static str {
    &STYLE_ADDRESS
}

/// Where the script is.
pub fn script_address() -> &'static str {
    &SCRIPT_ADDRESS
}

/// The asset at that address with its media type.
pub fn asset(path: &str) -> Option<(&'static str, &'static str)> {
    if path == style_address() {
        Some((STYLE, "text/css; charset=utf-8"))
    } else if path == script_address() {
        Some((SCRIPT, "text/javascript; charset=utf-8"))
    } else {
        None
    }
}
