//! What is wrong is refused with its number, and nothing traps.

use crate::same::machine;
use bytemuck::bytes_of;
use plimsoll::support::bytemuck::{PackedPrice, PackedWeights};
use plimsoll::{Error, Fixed};
use solana_margin::{health, Refusal};
use solana_margin_fixture::random::Random;
use solana_margin_fixture::world::{broken, World, ORACLE, SLOT};
use solana_margin_vm::machine::{self, key, liquidation, Passed, STRANGER};

/// One thing that is wrong with the desk, by what is changed before the check.
fn refused(kind: u8, refusal: impl Into<Refusal>, change: impl Fn(&mut World)) {
    let mut world = World::desk();
    change(&mut world);
    let outcome = machine().run(kind, &[], &machine::health(&world));
    assert_eq!(outcome.result, Err(refusal.into().code()));
}

#[test]
fn an_account_is_what_it_says() {
    refused(0, Error::WrongPositions, |world| {
        world.margin.balance_count = [0; 4]
    });
    refused(0, Error::WrongPositions, |world| {
        world.margin.balance_count = [0xff; 4]
    });
    refused(0, Error::WrongPositions, |world| {
        world.margin.perp_count = 9u32.to_le_bytes()
    });
    refused(0, Error::UnknownMarket, |world| {
        world.margin.balances[3].market = 6u32.to_le_bytes()
    });
    refused(0, Error::UnknownMarket, |world| world.markets.swap(1, 2));
    refused(0, Error::InvalidQuantity, |world| {
        world.margin.perps[1].perp.bids = [0xff; 16]
    });
    refused(0, Error::InvalidPrice, |world| {
        world.markets[4].bounds[1].asset = [0xff; 16]
    });
    refused(1, Error::InvalidPrice, |world| {
        world.markets[4].price.low = [0x7f; 16]
    });
    refused(1, Error::InvalidWeights, |world| {
        world.markets[4].weights[0] = PackedWeights::default()
    });
    refused(0, Error::InvalidFraction, |world| {
        world.futures[0].profit[1] = [0x70; 16]
    });
    refused(1, Error::Overflow, |world| {
        world.markets[4].price = PackedPrice {
            low: [0x7f; 16],
            high: [0x7f; 16],
        };
    });
    refused(0, Refusal::InvalidAccount, |world| {
        world.markets[2].head.group = [1; 32]
    });
    refused(0, Refusal::InvalidAccount, |world| {
        world.markets[2].head.kind = [0; 4]
    });
    refused(0, Refusal::InvalidAccount, |world| {
        world.margin.balances[0].market = 1u32.to_le_bytes()
    });
    refused(0, Refusal::NotEnoughAccounts, |world| {
        world.futures.pop();
    });
}

#[test]
fn accounts_are_the_programs_and_signers_sign() {
    let (machine, world) = (machine(), World::desk());
    let mut accounts = machine::health(&world);
    accounts[5].owner = STRANGER;
    assert_eq!(
        machine.run(0, &[], &accounts).result,
        Err(Refusal::WrongOwner.code())
    );
    let mut accounts = machine::health(&world);
    accounts[5].data.push(0);
    assert_eq!(
        machine.run(0, &[], &accounts).result,
        Err(Refusal::InvalidAccount.code())
    );

    let price = world.markets[1].price;
    let market = Passed::changed(key(1, 1), bytes_of(&world.markets[1]));
    let oracle = Passed::signer(ORACLE);
    let silent = Passed {
        signs: false,
        ..oracle.clone()
    };
    let other = Passed::signer([1; 32]);
    for signer in [silent, other] {
        let outcome = machine.run(2, bytes_of(&price), &[market.clone(), signer]);
        assert_eq!(outcome.result, Err(Refusal::MissingSignature.code()));
    }
    let outcome = machine.run(2, bytes_of(&price), &[market.clone()]);
    assert_eq!(outcome.result, Err(Refusal::NotEnoughAccounts.code()));
    let outcome = machine.run(2, &[0; 31], &[market, oracle]);
    assert_eq!(outcome.result, Err(Refusal::InvalidInstruction.code()));
    for data in [&[][..], &[9]] {
        let outcome = machine.run_bytes(data, &machine::health(&world));
        assert_eq!(outcome.result, Err(Refusal::InvalidInstruction.code()));
    }
}

#[test]
fn nobody_liquidates_itself_or_the_healthy() {
    let (machine, mut random) = (machine(), Random(5));
    let (world, liquidator, order) = broken(&mut random);
    let accounts = liquidation(&world, &liquidator);
    let run = |accounts: &[Passed]| machine.run(4, bytes_of(&order), accounts).result;

    let mut itself = accounts.clone();
    itself[1] = itself[0].clone();
    assert_eq!(run(&itself), Err(Refusal::InvalidAccount.code()));
    let mut aliased = accounts.clone();
    aliased[4] = aliased[0].clone();
    assert_eq!(run(&aliased), Err(Refusal::InvalidAccount.code()));
    let mut stranger = accounts.clone();
    stranger[2] = Passed::signer(ORACLE);
    assert_eq!(run(&stranger), Err(Refusal::MissingSignature.code()));
    let healthy = liquidation(&World::desk(), &liquidator);
    assert_eq!(run(&healthy), Err(Refusal::NotLiquidatable.code()));

    // A debt without a price makes the account unknown, and nobody is liquidated.
    let mut stale = world.clone();
    stale.markets[1].expires = [0; 8];
    assert_eq!(
        run(&liquidation(&stale, &liquidator)),
        Err(Refusal::NotLiquidatable.code())
    );
    // A liquidator that could not hold what it takes is refused.
    let mut poor = liquidator;
    poor.balances[0].amount = Fixed::from_num(-30_000).to_le_bytes();
    let order = solana_margin::liquidation::Order {
        debt: [0; 4],
        collateral: 2u32.to_le_bytes(),
        ..order
    };
    let mut broken = world;
    broken.margin.balances[0].amount = Fixed::from_num(-40_000).to_le_bytes();
    let result = machine
        .run(4, bytes_of(&order), &liquidation(&broken, &poor))
        .result;
    assert_eq!(result, Err(Refusal::LiquidatorUnhealthy.code()));
}

/// Any bytes behind the heads: the result is the native one, and the machine never stops the program.
#[test]
fn any_bytes() {
    let (machine, mut random) = (machine(), Random(6));
    let mut counts = [0; 2];
    for _ in 0..2_000 {
        let mut world = World::desk();
        for _ in 0..1 + random.below(3) {
            let noise = |bytes: &mut [u8], from: usize, random: &mut Random| {
                let at = from + random.below((bytes.len() - from) as u64) as usize;
                bytes[at] = random.bits() as u8;
            };
            match random.below(4) {
                0 => noise(bytemuck::bytes_of_mut(&mut world.margin), 40, &mut random),
                1 => noise(
                    bytemuck::bytes_of_mut(&mut world.futures[0]),
                    72,
                    &mut random,
                ),
                place => noise(
                    bytemuck::bytes_of_mut(&mut world.markets[place as usize]),
                    72,
                    &mut random,
                ),
            }
        }
        for (kind, native) in [
            (0, health::stored(&world.margin, &mut world.iter(), SLOT)),
            (1, health::raw(&world.margin, &mut world.iter(), SLOT)),
        ] {
            let native = native
                .map(|health| bytes_of(&health.pack()).to_vec())
                .map_err(Refusal::code);
            counts[usize::from(native.is_ok())] += 1;
            assert_eq!(
                machine.run(kind, &[], &machine::health(&world)).result,
                native
            );
        }
    }
    println!("{} refused, {} evaluated", counts[0], counts[1]);
    assert!(counts[0] > 100 && counts[1] > 100);
}
