//! The documents that other languages are tested with are those that this version makes, byte by byte: whoever changes
//! what is in a proof changes them too, and knows it.
//!
//! `cargo run -p plimsoll-proofs --example documents -- proofs/tests/vectors/book.json proofs/tests/vectors/documents.json
//! USDC=20000 ETH=3` writes them.

#[allow(dead_code)] // its main
#[path = "../examples/documents.rs"]
mod documents;

#[test]
fn the_documents_of_the_vectors() {
    let book = include_str!("vectors/book.json");
    let made = documents::documents(book, &[("USDC", "20000"), ("ETH", "3")]).expect("documents");
    assert_eq!(made, include_str!("vectors/documents.json"));
}
