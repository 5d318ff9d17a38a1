//! Whole documents: what is no JSON, what is too large or too deep, and what the command does with it.

#[path = "common/spoiled.rs"]
mod spoiled;

use plimsoll_book::{report, MAX_BYTES, MAX_POSITIONS};
use spoiled::{error, spoiled, BOOK};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

#[test]
fn text_that_is_no_document() {
    let cases = [
        (String::new(), "no JSON: EOF while parsing a value"),
        (" \n\t".to_string(), "no JSON: EOF while parsing a value"),
        ("book".to_string(), "no JSON: expected value"),
        (
            format!("\u{feff}{BOOK}"),
            "no JSON: the text begins with a byte order mark",
        ),
        (format!("{BOOK}\n{BOOK}"), "no JSON: trailing characters"),
        (format!("{BOOK},"), "no JSON: trailing characters"),
        (
            spoiled("\"alice\"", "\"al\u{0}ice\""),
            "no JSON: control character (\\u0000-\\u001F) found while parsing a string",
        ),
        (
            spoiled("\"alice\"", "\"al\nice\""),
            "no JSON: control character (\\u0000-\\u001F) found while parsing a string",
        ),
        (
            spoiled("\"alice\"", r#""\ud800""#),
            "no JSON: unexpected end of hex escape",
        ),
        (
            spoiled("\"alice\"", r#""\udc00""#),
            "no JSON: lone leading surrogate in hex escape",
        ),
        (
            spoiled("\"alice\"", r#""\ud800\u0041""#),
            "no JSON: lone leading surrogate in hex escape",
        ),
        (spoiled("\"alice\"", r#""\x41""#), "no JSON: invalid escape"),
        (
            spoiled("\"alice\"", "alice"),
            "no JSON: key must be a string",
        ),
        (spoiled("\"4\"", "NaN"), "no JSON: expected value"),
        (spoiled("\"4\"", "1e999"), "no JSON: number out of range"),
        (
            "5".to_string(),
            "must be an object, not the JSON number 5; write it as the text \"5\"",
        ),
        ("null".to_string(), "must be an object, not null"),
        ("[]".to_string(), "must be an object, not a list"),
        (format!("[{BOOK}]"), "must be an object, not a list"),
        ("{}".to_string(), "the field \"currency\" is missing"),
    ];
    for (text, line) in cases {
        let found = error(&text).to_string();
        // The reader adds where: at line 13 column 6.
        let (what, place) = found.split_once(" at line ").unwrap_or((&found, ""));
        assert_eq!(
            (what, place.contains(" column ")),
            (line, found != line),
            "{text:?}"
        );
    }
}

#[test]
fn every_beginning_of_a_book_is_an_error() {
    for end in (0..BOOK.len()).filter(|end| BOOK.is_char_boundary(*end)) {
        let line = error(&BOOK[..end]).to_string();
        assert!(line.starts_with("no JSON: EOF while parsing"), "{line}");
    }
}

#[test]
fn too_large_and_too_deep() {
    let spaces = " ".repeat(MAX_BYTES - BOOK.len());
    assert!(report(&format!("{BOOK}{spaces}")).is_ok());
    let line = error(&format!("{BOOK}{spaces} ")).to_string();
    assert_eq!(line, "16777217 bytes, more than the 16777216 that are read");
    for bracket in ["[", "{\"a\":"] {
        let line = error(&bracket.repeat(1_000_000)).to_string();
        assert!(
            line.starts_with("no JSON: recursion limit exceeded at line 1"),
            "{line}"
        );
    }
}

/// Text that is repeated in an error is cut, and its line breaks and the like are escaped.
#[test]
fn an_error_repeats_no_more_than_a_line() {
    let long = "x".repeat(1_000_000);
    let cut = "x".repeat(60);
    let line = error(&spoiled("\"10000\"", &format!("\"{long}\""))).to_string();
    let rule = "not a decimal number of the form -?digits[.digits]";
    assert_eq!(
        line,
        format!("accounts.alice.balances.USDC: \"{cut}\"...: {rule}")
    );
    let line = error(&spoiled(
        "\"10000\", ",
        &format!("\"10000\", \"{long}\": \"1\", "),
    ))
    .to_string();
    let place = format!("accounts.alice.balances.\"{cut}\"...");
    assert_eq!(
        line,
        format!("{place}: \"{cut}\"... is not one of the book's assets")
    );
    let name = r#""a\nb\u0000\u2028\u202e \"'.[0]""#;
    let text = spoiled("\"alice\"", name).replacen("\"10000\"", "\"\"", 1);
    let place = r#"accounts."a\nb\0\u{2028}\u{202e} \"'.[0]".balances.USDC"#;
    assert_eq!(error(&text).to_string(), format!("{place}: \"\": {rule}"));
    // Digits without end are a number, if not one in range.
    let line = error(&spoiled(
        "\"10000\"",
        &format!("\"{}\"", "9".repeat(1_000_000)),
    ))
    .to_string();
    assert!(
        line.ends_with("...: a result is outside the range of the number type"),
        "{line}"
    );
    let zeros = "0".repeat(1_000_000);
    let same = spoiled("\"10000\"", &format!("\"{zeros}10000.{zeros}\""));
    assert_eq!(report(&same), report(BOOK));
}

/// The most positions of one account, each on an index of its own: a search for each.
#[test]
fn positions_of_one_account() {
    let book = |perps: usize| {
        let each = |entry: &dyn Fn(usize) -> String| -> String {
            (0..perps).map(entry).collect::<Vec<_>>().join(",")
        };
        let margins = r#""initial":"0.2","maintenance":[{"above":"0","rate":"0.1"},{"above":"90","rate":"0.2"}]"#;
        let markets = each(&|n| format!(r#""P{n}":{{"price":"1.8","settles":"U",{margins}}}"#));
        let sides = |n: usize| if n % 2 == 0 { ("", "-") } else { ("-", "") };
        let positions = each(&|n| {
            format!(
                r#""P{n}":{{"size":"{}{n}.5","quote":"{}{n}"}}"#,
                sides(n).0,
                sides(n).1
            )
        });
        format!(
            r#"{{"currency":"","assets":{{"U":{{"price":"1","initial":{0},"maintenance":{0}}}}},"perps":{{{markets}}},"accounts":{{"a":{{"balances":{{"U":"900000"}},"perps":{{{positions}}}}}}}}}"#,
            r#"{"asset":"1","liability":"1"}"#
        )
    };
    let begin = Instant::now();
    let report = report(&book(MAX_POSITIONS - 1)).expect("as many as are allowed");
    assert!(
        begin.elapsed() < Duration::from_secs(60),
        "{:?}",
        begin.elapsed()
    );
    assert_eq!(report.matches("\"below\": ").count(), MAX_POSITIONS);
    let line = "accounts.a: 1025 positions, more than the 1024 that one account may have";
    assert_eq!(error(&book(MAX_POSITIONS)).to_string(), line);
}

/// The command: one line on the error stream, nothing on the other, and a failure.
#[test]
fn the_command_fails_with_one_line() {
    let folder = std::env::temp_dir().join(format!("plimsoll-documents-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("book.json");
    let name = file.to_str().expect("a path").to_string();
    let run = |bytes: &[u8], more: &[&str]| {
        std::fs::write(&file, bytes).expect("a file");
        command(&[&[name.as_str()], more].concat())
    };
    let good = run(BOOK.as_bytes(), &["--json"]);
    assert!(good.status.success() && good.stderr.is_empty());
    assert_eq!(
        String::from_utf8_lossy(&good.stdout),
        report(BOOK).expect("a report")
    );
    for more in [&[][..], &["--json"]] {
        let bad: [(&[u8], &str); 4] = [
            (b"", "no JSON: EOF while parsing a value at line 1 column 0"),
            (b"{\"currency\": \"\xff\"}", "the text is not UTF-8"),
            (
                br#"{"currency": 5}"#,
                r#"currency: must be a text, not the JSON number 5; write it as the text "5""#,
            ),
            (
                &vec![b' '; MAX_BYTES + 5],
                "16777217 bytes, more than the 16777216 that are read",
            ),
        ];
        for (bytes, line) in bad {
            failed(&run(bytes, more), &format!("{name}: {line}\n"), 1);
        }
        let nothing = folder.join("nothing.json");
        let nothing = nothing.to_str().expect("a path");
        let line = format!("{nothing}: No such file or directory (os error 2)\n");
        failed(&command(&[&[nothing], more].concat()), &line, 1);
    }
    let line = "\"no\\nsuch\": No such file or directory (os error 2)\n";
    failed(&command(&["no\nsuch"]), line, 1);
    failed(&command(&["--xml"]), "usage: report [BOOK|-] [--json]\n", 2);
    failed(
        &command(&[&name, &name]),
        "usage: report [BOOK|-] [--json]\n",
        2,
    );
    std::fs::remove_dir_all(&folder).expect("a folder");
}

fn failed(output: &Output, line: &str, code: i32) {
    assert_eq!(String::from_utf8_lossy(&output.stderr), line);
    assert_eq!((output.stdout.len(), output.status.code()), (0, Some(code)));
}

/// Runs the example that `cargo test` built beside this test.
fn command(arguments: &[&str]) -> Output {
    let mut path = std::env::current_exe().expect("this test's own path");
    path.pop();
    path.pop();
    path.push("examples/report");
    let output = Command::new(&path).args(arguments).output();
    output.unwrap_or_else(|error| {
        panic!(
            "{}: {error}; cargo builds it with all tests",
            path.display()
        )
    })
}
