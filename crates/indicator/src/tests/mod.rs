//! Tests in Arden, the invented country.

mod arden;
mod expected;
mod rules;
mod words;
