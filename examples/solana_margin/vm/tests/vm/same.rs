//! The machine gives the bits that the same functions give here.

use bytemuck::{bytes_of, pod_read_unaligned};
use plimsoll::support::bytemuck::{PackedBound, PackedPrice};
use solana_margin::refresh::{self, Made};
use solana_margin::state::Market;
use solana_margin::{health, liquidation, portfolio, Refusal};
use solana_margin_fixture::random::Random;
use solana_margin_fixture::world::{broken, options, World, LIQUIDATOR, ORACLE, SLOT};
use solana_margin_vm::machine::{self, key, Machine, Passed};

const ACCOUNTS: u64 = 2_000;

pub fn machine() -> Machine {
    let mut machine = Machine::new();
    machine.at(SLOT);
    machine
}

fn expected<T: bytemuck::Pod>(result: Result<T, Refusal>) -> Result<Vec<u8>, u64> {
    result
        .map(|value| bytes_of(&value).to_vec())
        .map_err(Refusal::code)
}

#[test]
fn health() {
    let (machine, mut random) = (machine(), Random(1));
    let (mut healthy, mut refused) = (0, 0);
    for _ in 0..ACCOUNTS {
        let world = World::random(&mut random);
        let stored = health::stored(&world.margin, &mut world.iter(), SLOT);
        let raw = health::raw(&world.margin, &mut world.iter(), SLOT);
        for (kind, native) in [(0, stored), (1, raw)] {
            healthy += u32::from(native.is_ok_and(|health| health.account.levels()[0].healthy()));
            refused += u32::from(native.is_err());
            let outcome = machine.run(kind, &[], &machine::health(&world));
            assert_eq!(
                outcome.result,
                expected(native.map(|health| health.pack())),
                "{world:?}"
            );
        }
    }
    // The accounts are of every kind.
    println!(
        "{healthy} healthy and {refused} refused of {}",
        2 * ACCOUNTS
    );
    assert!(u64::from(healthy) > ACCOUNTS / 4 && u64::from(refused) > ACCOUNTS / 50);
}

#[test]
fn prices() {
    let (machine, mut random) = (machine(), Random(2));
    for _ in 0..ACCOUNTS / 4 {
        let world = World::random(&mut random);
        let price = PackedPrice {
            low: random.magnitude(127).to_le_bytes(),
            high: random.magnitude(127).to_le_bytes(),
        };
        let mut market = world.markets[0];
        market.bounds = [PackedBound::default(); 2];
        let native = refresh::market(&mut market, &ORACLE, &price, SLOT);
        let passed = [
            Passed::changed(key(1, 0), bytes_of(&world.markets[0])),
            Passed::signer(ORACLE),
        ];
        let outcome = machine.run(2, bytes_of(&price), &passed);
        match native {
            Ok(()) => assert_eq!(
                pod_read_unaligned::<Market>(outcome.data(&key(1, 0))),
                market
            ),
            Err(refusal) => assert_eq!(outcome.result, Err(refusal.code())),
        }
        let Some(future) = world.futures.first() else {
            continue;
        };
        let mut after = *future;
        let native = refresh::future(&mut after, &ORACLE, &price, SLOT);
        let passed = [
            Passed::changed(key(2, 0), bytes_of(future)),
            Passed::signer(ORACLE),
        ];
        let outcome = machine.run(3, bytes_of(&price), &passed);
        match native {
            Ok(()) => assert_eq!(outcome.data(&key(2, 0)), bytes_of(&after)),
            Err(refusal) => assert_eq!(outcome.result, Err(refusal.code())),
        }
    }
}

#[test]
fn liquidations() {
    let (machine, mut random) = (machine(), Random(3));
    let (mut done, mut reasons) = (0, [0; 10]);
    for _ in 0..ACCOUNTS / 2 {
        let (mut world, liquidator, order) = broken(&mut random);
        if random.once_in(2) {
            // Any byte behind a market's head, its oracle and its times.
            let market = bytemuck::bytes_of_mut(&mut world.markets[random.below(8) as usize]);
            market[88 + random.below(192) as usize] = random.bits() as u8;
        }
        let (mut account, mut theirs) = (world.margin, liquidator);
        let markets = (world.iter(), world.iter());
        let native = liquidation::liquidate(
            &mut account,
            &mut theirs,
            &LIQUIDATOR,
            markets,
            &order,
            SLOT,
        );
        let outcome = machine.run(
            4,
            bytes_of(&order),
            &machine::liquidation(&world, &liquidator),
        );
        assert_eq!(outcome.result, expected(native), "{order:?} {world:?}");
        let (after, theirs_after) = match native {
            Ok(result) => {
                done += 1;
                reasons[usize::from(result.reason)] += 1;
                (account, theirs)
            }
            // What is refused changes nothing.
            Err(_) => (world.margin, liquidator),
        };
        assert_eq!(outcome.data(&key(3, 0)), bytes_of(&after));
        assert_eq!(outcome.data(&key(3, 1)), bytes_of(&theirs_after));
    }
    println!("{done} liquidations, by reason {reasons:?}");
    assert!(reasons[0] > 0 && done < ACCOUNTS / 2);
}

#[test]
fn portfolios() {
    let (machine, mut random) = (machine(), Random(4));
    for _ in 0..ACCOUNTS / 4 {
        let (mut portfolio, mut series) = options(&mut random);
        if random.once_in(8) {
            let place = random.below(16) as usize;
            series.options[place].array.owned.mark = random.magnitude(127).to_le_bytes();
            // What a portfolio reads was validated when it came, and this would not have been.
            let made = Made {
                option: (place as u32).to_le_bytes(),
                array: series.options[place].array,
            };
            let mut after = series;
            let native = refresh::series(&mut after, &ORACLE, &made, SLOT).map_err(Refusal::code);
            let passed = [
                Passed::changed(key(4, 0), bytes_of(&series)),
                Passed::signer(ORACLE),
            ];
            let outcome = machine.run(6, bytes_of(&made), &passed);
            assert_eq!(outcome.result.as_ref().err(), native.err().as_ref());
            assert_eq!(outcome.data(&key(4, 0)), bytes_of(&after));
        }
        if random.once_in(8) {
            portfolio.held[0].option = (random.below(20) as u32).to_le_bytes();
        }
        let native = portfolio::check(&portfolio, &series, SLOT);
        let passed = [
            Passed::read(key(5, 0), bytes_of(&portfolio)),
            Passed::read(key(4, 0), bytes_of(&series)),
        ];
        assert_eq!(machine.run(5, &[], &passed).result, expected(native));
    }
}
