//! The rule natively: what it reads, what holds, and what a commitment hides and binds.

use plimsoll::margin::account::Status;
use plimsoll::{Fixed, Price, Weights};
use sha2::Digest as _;
use zkvm_health_rule::{
    commitment, digest, prove, Account, Asset, Balance, Claim, Digest, Hash, Refusal, Report,
    State, Statement,
};

struct Native;

impl Hash for Native {
    fn sha256(parts: &[&[u8]]) -> Digest {
        let mut hash = sha2::Sha256::new();
        parts.iter().for_each(|part| hash.update(part));
        hash.finalize().into()
    }
}

fn bytes<T: borsh::BorshSerialize>(value: &T) -> Vec<u8> {
    borsh::to_vec(value).unwrap()
}

/// Dollars, and ether at 2000 that counts for 80 and 90 %.
fn state() -> State {
    let asset = |price: i32, initial: &str, maintenance: &str| {
        let weights = |text: &str| Weights::new(text.parse().unwrap(), Fixed::ONE).unwrap();
        Asset {
            prices: [Price::exact(Fixed::from_num(price)).unwrap(); 3],
            weights: [weights(initial), weights(maintenance), weights("1")],
            index: price as u32,
        }
    };
    State {
        purpose: "test".into(),
        version: 1,
        time: 2,
        assets: vec![asset(1, "1", "1"), asset(2000, "0.75", "0.875")],
        perps: Vec::new(),
        options: None,
    }
}

/// Ten ether, and a loan of this many dollars.
fn account(loan: i32) -> Account {
    let balance = |market, quantity: i32| Balance {
        market,
        quantity: Fixed::from_num(quantity),
    };
    Account {
        balances: vec![balance(0, -loan), balance(1, 10)],
        ..Account::default()
    }
}

fn blinded(blinding: u8, account: &Account) -> Vec<u8> {
    [&[blinding; 32][..], &bytes(account)].concat()
}

#[test]
fn a_claim_holds_or_there_is_nothing_to_publish() {
    let state = state();
    // What ether counts for is 15,000 at initial, 17,500 at maintenance and 20,000 at equity.
    for (loan, status) in [
        (15_000, Status::Healthy),
        (15_001, Status::Restricted),
        (17_500, Status::Restricted),
        (17_501, Status::Liquidatable),
        (20_001, Status::Insolvent),
    ] {
        let account = account(loan);
        let of =
            |claim: Claim| prove::<Native>(&bytes(&state), &blinded(1, &account), &bytes(&claim));
        let report = Report::new(&state, &account).unwrap();
        assert_eq!(report.status, status);
        for claimed in Status::ALL {
            assert_eq!(of(Claim::Status(claimed)).is_ok(), claimed == status);
        }
        for (level, counts) in [15_000, 17_500, 20_000].into_iter().enumerate() {
            let (level, least) = (level as u8, Fixed::from_num(counts - loan));
            assert!(of(Claim::Above { level, least }).is_ok());
            let least = least + Fixed::DELTA;
            assert_eq!(of(Claim::Above { level, least }), Err(Refusal::Claim));
        }
        let least = Fixed::MIN;
        assert_eq!(of(Claim::Above { level: 3, least }), Err(Refusal::Claim));
        let mut other = report.clone();
        assert!(of(Claim::Report(report)).is_ok());
        other.scenario = 0;
        assert_eq!(of(Claim::Report(other)), Err(Refusal::Claim));
    }
}

#[test]
fn a_price_that_is_too_old() {
    let mut state = state();
    state.assets[0].prices[0] = Price::unknown();
    let report = Report::new(&state, &account(1)).unwrap();
    assert_eq!(report.status, Status::Unknown);
    // A debt without a price is above nothing; a level that has its price still is.
    let above = |level| Claim::Above {
        level,
        least: Fixed::ZERO,
    };
    assert!(!above(0).holds(&report) && above(1).holds(&report));
}

#[test]
fn the_public_value_is_the_digest_of_the_statement() {
    let (state, account) = (bytes(&state()), blinded(1, &account(15_000)));
    let claim = Claim::Status(Status::Healthy);
    let statement = Statement {
        state: digest::<Native>(b"state", &state),
        account: commitment::<Native>(&account),
        claim: claim.clone(),
    };
    let written = statement.write().unwrap();
    assert_eq!(Statement::read(&written), Ok(statement));
    let public = prove::<Native>(&state, &account, &bytes(&claim));
    assert_eq!(public, Ok(digest::<Native>(b"statement", &written)));
    // Digests of three kinds: none is taken for another.
    let kinds =
        [&b"state"[..], b"statement", b"account"].map(|kind| digest::<Native>(kind, &written));
    assert!(kinds[0] != kinds[1] && kinds[1] != kinds[2] && kinds[0] != kinds[2]);
}

#[test]
fn the_blinding_and_every_position_are_in_the_commitment() {
    let first = commitment::<Native>(&blinded(1, &account(15_000)));
    assert_ne!(first, commitment::<Native>(&blinded(2, &account(15_000))));
    assert_ne!(first, commitment::<Native>(&blinded(1, &account(14_999))));
}

#[test]
fn bytes_of_anybody() {
    let (state, account) = (bytes(&state()), blinded(1, &account(15_000)));
    let claim = bytes(&Claim::Status(Status::Healthy));
    let refused = |state: &[u8], account: &[u8], claim: &[u8]| {
        prove::<Native>(state, account, claim)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused(&[], &account, &claim),
        "these bytes are no state of the markets"
    );
    assert_eq!(
        refused(&state, &account[..31], &claim),
        "these bytes are no account"
    );
    assert_eq!(refused(&state, &account, &[9]), "these bytes are no claim");
    for end in 0..state.len() {
        refused(&state[..end], &account, &claim);
    }
    for end in 0..account.len() {
        refused(&state, &account[..end], &claim);
    }
    // One byte too many, anywhere at the end; and a list of four thousand million entries.
    for longer in [
        [&state[..], &[0]].concat(),
        [&[0xff; 4], &state[4..]].concat(),
    ] {
        refused(&longer, &account, &claim);
    }
    refused(&state, &[&account[..], &[0]].concat(), &claim);
    // Any other byte: an answer of some kind, never a panic, and another public value.
    let right = prove::<Native>(&state, &account, &claim).unwrap();
    for place in 0..state.len() {
        for flip in [1, 0x80, 0xff] {
            let mut other = state.clone();
            other[place] ^= flip;
            assert_ne!(prove::<Native>(&other, &account, &claim), Ok(right));
        }
    }
    for place in 0..account.len() {
        let mut other = account.clone();
        other[place] ^= 1;
        assert_ne!(prove::<Native>(&state, &other, &claim), Ok(right));
    }
}

#[test]
fn a_debt_cannot_be_listed_where_it_is_not_seen() {
    let state = state();
    let mut twice = account(15_000);
    twice.balances.push(Balance {
        market: 1,
        quantity: Fixed::ONE,
    });
    let error = Report::new(&state, &twice).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("the account: balances.market[2]"),
        "{error}"
    );
    let mut unknown = account(15_000);
    unknown.balances[1].market = 2;
    let error = Report::new(&state, &unknown).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("the account: balances.market[1]"),
        "{error}"
    );
}
