//! A protocol of so many accounts proves that it is solvent, and one of its users checks it: what each step takes.
//!
//! `cargo run --release -p plimsoll-proofs --example solvency -- 1000 10000`

use plimsoll::{Fixed, Number, Perp, Price};
use plimsoll_proofs::{
    Claim, Context, Error, Generators, Liabilities, Lots, Owed, Receipt, Reserves, Solvency,
};
use rand_core::OsRng;
use std::time::Instant;

/// A dollar is a million lots.
const PER_DOLLAR: u64 = 1_000_000;

/// Dollars and a leveraged position in ether: every eighth account has lost more than it had.
fn claim(user: i32, ether: &Price, dollar: &Price) -> Result<Claim, Error> {
    let side = if user % 2 == 0 { 1 } else { -1 };
    let size = Fixed::from_num(side * (1 + user % 5));
    let entry = Fixed::from_num(if user % 8 == 0 { 2600 } else { 1800 });
    let perp = Perp::new(size, size.mul_down(&entry)?.try_neg()?);
    let mut claim = Claim::new();
    claim.add_group(&Fixed::from_num(500), &[(perp, *ether)], dollar)?;
    claim.close(2)
}

fn run(accounts: u32) -> Result<(), Error> {
    let ether = Price::new(Fixed::from_num(1799), Fixed::from_num(1801))?;
    let dollar = Price::exact(Fixed::ONE)?;
    let lots = Lots::new(PER_DOLLAR)?;
    let context = Context {
        purpose: "example/solvency",
        version: 1,
        time: 1_767_225_600,
    };

    let mut claims = Vec::new();
    for user in 0..accounts {
        let equity = claim(i32::try_from(user).unwrap_or(0), &ether, &dollar)?.lots(&lots)?;
        claims.push((format!("user-{user}"), equity));
    }
    let owed: Vec<Owed> = claims
        .iter()
        .map(|(id, equity)| Owed::new(id.as_bytes(), *equity))
        .collect();
    let total = owed
        .iter()
        .fold(0u64, |sum, owed| sum.saturating_add(owed.plus));
    let mut reserves = Reserves::new(lots);
    reserves.add(&Fixed::from_num(total / PER_DOLLAR + 1000), &dollar)?;

    let clock = Instant::now();
    let generators = Generators::new(Solvency::values(owed.len()));
    let prepared = clock.elapsed();

    let clock = Instant::now();
    let liabilities = Liabilities::new(&owed, &mut OsRng)?;
    let committed = clock.elapsed();

    let clock = Instant::now();
    let solvency = liabilities.prove(&generators, &context, &reserves, &mut OsRng)?;
    let proved = clock.elapsed();
    let bytes = solvency.to_bytes();

    let clock = Instant::now();
    let published = Solvency::from_bytes(&bytes)?;
    published.verify(&generators, &context, &reserves, &liabilities.root())?;
    let verified = clock.elapsed();

    let mut receipt = Vec::new();
    for ((id, equity), place) in claims.iter().zip(0..) {
        receipt = liabilities.receipt(place)?.to_bytes();
        let shown = Receipt::from_bytes(&receipt)?.verify(&published.root(), id.as_bytes())?;
        assert_eq!(shown, i128::from(*equity));
        if place == 7 {
            break;
        }
    }
    let insolvent = owed.iter().filter(|owed| owed.minus > 0).count();
    println!("{accounts} accounts, {insolvent} of them insolvent");
    println!("  generators {prepared:.2?}, commitments {committed:.2?}");
    println!(
        "  proof      {proved:.2?}, {} bytes, of which the list {}",
        bytes.len(),
        96 * owed.len()
    );
    println!("  verified   {verified:.2?}");
    println!("  a receipt  {} bytes", receipt.len());
    Ok(())
}

fn main() -> Result<(), Error> {
    let counts: Vec<u32> = std::env::args()
        .skip(1)
        .filter_map(|text| text.parse().ok())
        .collect();
    for count in counts {
        run(count)?;
    }
    // The most memory that this process has used, where the system says.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!(
        "{}",
        status
            .lines()
            .find(|line| line.starts_with("VmHWM"))
            .unwrap_or("")
    );
    Ok(())
}

#[test]
fn ten_accounts() {
    assert_eq!(run(10), Ok(()));
}
