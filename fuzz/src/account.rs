//! An account with everything at three levels: nothing panics, and the laws hold.

use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::margin::health::Verdict;
use plimsoll::{Account, Bound, Error, Fixed, Health, Net, Number, Perp, Terms, Tier, Tiers};

/// One netting group: a balance with bounds, and the perps that settle in it.
struct Group<'a> {
    balance: Fixed,
    bounds: [Bound; 3],
    perps: Vec<(Perp, [Terms<'a>; 3])>,
}

impl Group<'_> {
    fn net(&self) -> std::result::Result<Net<3>, Error> {
        let mut net = Net::new(&self.balance);
        for (perp, terms) in &self.perps {
            net.add(perp, terms)?;
        }
        Ok(net)
    }

    fn count(&self) -> u32 {
        1 + self.perps.len() as u32
    }
}

fn evaluate<'a>(
    groups: impl Iterator<Item = &'a Group<'a>>,
) -> std::result::Result<Account<3>, Error> {
    let mut account = Account::new();
    let mut positions = 0;
    for group in groups {
        account.add_net(&group.net()?, &group.bounds)?;
        positions += group.count();
    }
    assert_eq!(account.close(positions + 1), Err(Error::WrongPositions));
    account.close(positions)
}

fn terms<'a>(u: &mut Unstructured<'_>, ladder: &'a [Tier]) -> Result<Option<[Terms<'a>; 3]>> {
    let (initial, maintenance) = (draw::terms(u, &[])?, draw::terms(u, ladder)?);
    Ok(initial
        .zip(maintenance)
        .map(|(i, m)| [i, m, Terms::equity(*m.price())]))
}

/// Up to six groups of up to three perps.
pub fn account(data: &[u8]) {
    let _ = run(&mut Unstructured::new(data));
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let mut ladders = Vec::new();
    for _ in 0..u8::arbitrary(u)? % 8 {
        ladders.push(draw::ladder(u)?);
    }
    let mut ladders = ladders.iter();
    let mut groups = Vec::new();
    for _ in 0..1 + u8::arbitrary(u)? % 6 {
        let Some(bounds) = draw::bounds(u)? else {
            return Ok(());
        };
        let mut perps = Vec::new();
        for ladder in ladders.by_ref().take(usize::from(u8::arbitrary(u)? % 4)) {
            let Some(terms) = terms(u, ladder)? else {
                return Ok(());
            };
            check_perp(u, &terms[1])?;
            perps.push((draw::perp(u)?, terms));
        }
        groups.push(Group {
            balance: draw::quantity(u)?,
            bounds,
            perps,
        });
    }
    let Ok(account) = evaluate(groups.iter()).map_err(draw::expected) else {
        return Ok(());
    };
    check_levels(&account);
    // A sum of lower bounds has no order.
    assert_eq!(evaluate(groups.iter().rev()), Ok(account));
    what_if(u, &account, &groups)?;
    halves(&account, &groups);
    more_collateral(u, &account, &groups)
}

/// A perp's own operations on any input give a number or an expected error.
fn check_perp(u: &mut Unstructured<'_>, terms: &Terms<'_>) -> Result<()> {
    let perp = draw::perp(u)?;
    let (a, b) = (draw::quantity(u)?, draw::amount(u)?);
    let fee = plimsoll::support::arbitrary::fraction(u)?;
    let changed = [perp.settle_funding(&a, &b), perp.trade(&a, &b, &fee)];
    let answers = [perp.value(terms), perp.requirement(terms)];
    changed
        .into_iter()
        .filter_map(std::result::Result::err)
        .for_each(draw::expected);
    answers
        .into_iter()
        .filter_map(std::result::Result::err)
        .for_each(draw::expected);
    let ladder = Tiers::new(terms.tiers().rungs()).expect("a ladder stays one");
    if let (Ok(lower), Ok(higher)) = (
        ladder.requirement(&b),
        ladder.requirement(&b.saturating_add(Fixed::ONE)),
    ) {
        assert!(
            lower <= higher && lower <= b,
            "a ladder rises, and asks for no more than everything"
        );
    }
    Ok(())
}

fn check_levels(account: &Account<3>) {
    let _ = account.status().name();
    for level in account.levels() {
        check_level(level);
    }
}

fn check_level(level: &Health) {
    assert!(*level.assets() >= 0 && *level.liabilities() >= 0);
    let surplus = level.surplus();
    match level.verdict() {
        Verdict::Healthy => {
            assert!(surplus.is_ok_and(|s| s >= 0) && level.shortfall() == Ok(Fixed::ZERO))
        }
        Verdict::Unhealthy => assert!(surplus.is_ok_and(|s| s < 0)),
        Verdict::Unknown => assert!(level.is_stale()),
    }
    if let Ok(ratio) = level.ratio() {
        assert_eq!(ratio >= 1, level.assets() >= level.liabilities());
    }
}

/// One group changed gives the same bits as counting everything again.
fn what_if(u: &mut Unstructured<'_>, account: &Account<3>, groups: &[Group<'_>]) -> Result<()> {
    let place = u.choose_index(groups.len())?;
    let (before, balance) = (&groups[place], draw::quantity(u)?);
    let after = Group {
        balance,
        bounds: before.bounds,
        perps: before.perps.clone(),
    };
    let (Ok(old), Ok(new)) = (before.net(), after.net()) else {
        return Ok(());
    };
    let all = groups
        .iter()
        .enumerate()
        .map(|(i, group)| if i == place { &after } else { group });
    if let Ok(again) = evaluate(all) {
        assert_eq!(account.what_if(&old, &new, &before.bounds), Ok(again));
    }
    Ok(())
}

/// Accounts merge, and take out again, exactly.
fn halves(account: &Account<3>, groups: &[Group<'_>]) {
    let (first, second) = groups.split_at(groups.len() / 2);
    let (Ok(first), Ok(second)) = (evaluate(first.iter()), evaluate(second.iter())) else {
        panic!("a part of what fits does not fit");
    };
    assert_eq!(first.merge(&second), Ok(*account));
    for ((whole, part), rest) in account
        .levels()
        .iter()
        .zip(first.levels())
        .zip(second.levels())
    {
        assert_eq!(whole.without(part), Ok(*rest));
    }
}

/// Another unit owned lowers the surplus of no level.
fn more_collateral(
    u: &mut Unstructured<'_>,
    account: &Account<3>,
    groups: &[Group<'_>],
) -> Result<()> {
    let place = u.choose_index(groups.len())?;
    let Ok(balance) = groups[place].balance.try_add(&draw::amount(u)?) else {
        return Ok(());
    };
    let richer = Group {
        balance,
        bounds: groups[place].bounds,
        perps: groups[place].perps.clone(),
    };
    let all = groups
        .iter()
        .enumerate()
        .map(|(i, group)| if i == place { &richer } else { group });
    if let Ok(richer) = evaluate(all) {
        for (now, then) in account.levels().iter().zip(richer.levels()) {
            if let (Ok(now), Ok(then)) = (now.surplus(), then.surplus()) {
                assert!(then >= now, "{now} {then}");
            }
        }
    }
    Ok(())
}
