//! Accounts fed by hand, one market at a time: what every row of a scan must equal. The grouping is its
//! own: a map from each asset to the balance and the perps that settle in it.

use super::book::{Held, Made, Member, World};
use plimsoll::columns::rows::NONE;
use plimsoll::margin::account::Account;
use plimsoll::margin::net::Net;
use plimsoll::margin::perp::Perp;
use plimsoll::weights::Bound;
use plimsoll::{Error, Number};
use std::collections::BTreeMap;

/// One asset of an account.
struct Entry<N> {
    balance: Option<N>,
    perps: Vec<u32>,
    options: Option<[N; 3]>,
}

impl<N> Default for Entry<N> {
    fn default() -> Self {
        Entry {
            balance: None,
            perps: Vec::new(),
            options: None,
        }
    }
}

pub fn perp<N: Number>(held: &Held<N>) -> Result<Perp<N>, Error> {
    let perp = Perp::new(held.size.clone(), held.quote.clone());
    perp.with_orders(held.bids.clone(), held.asks.clone())
}

fn bounds<N: Number>(world: &World<N>, asset: u32) -> Result<[Bound<N>; 3], Error> {
    let asset = &world.assets[asset as usize];
    let at = |level: usize| asset.weights[level].apply(&asset.prices[level]);
    Ok([at(0)?, at(1)?, at(2)?])
}

/// What options are worth at each level, and their worst scenario, one contribution at a time.
fn options<N: Number>(
    world: &World<N>,
    made: &Made<'_, N>,
    held: &BTreeMap<u32, N>,
) -> Result<Option<([N; 3], u32)>, Error> {
    if held.is_empty() {
        return Ok(None);
    }
    let chain = world.chain.as_ref().ok_or(Error::UnknownMarket)?;
    let mut mark = N::zero();
    for (place, quantity) in held {
        let series = &chain.series[*place as usize];
        let owed = quantity.is_negative();
        let (unit, _) = if owed { &series.owed } else { &series.owned };
        mark = mark.try_add(&quantity.mul_down(unit)?)?;
    }
    let mut worst: Option<(N, u32)> = None;
    for (place, weight) in chain.weights.iter().enumerate() {
        let mut profit = N::zero();
        for (series, quantity) in held {
            let array = &made.arrays[*series as usize];
            profit = profit.try_add(&array.contribution(quantity, place)?)?;
        }
        let profit = profit.mul_down(weight)?;
        if worst.as_ref().is_none_or(|(least, _)| profit < *least) {
            worst = Some((profit, place as u32));
        }
    }
    let (profit, scenario) = worst.ok_or(Error::InvalidScenario)?;
    let loss = if profit.is_negative() {
        profit
    } else {
        N::zero()
    };
    let [a, b, c] = &chain.factors;
    let at = |factor: &N| mark.try_add(&loss.mul_down(factor)?);
    Ok(Some(([at(a)?, at(b)?, at(c)?], scenario)))
}

/// The account of a member, in two parts: what is netted or has no price at some level, and the other
/// balances. Their merge is the account; of exact numbers the order does not matter.
fn parts<N: Number>(
    world: &World<N>,
    made: &Made<'_, N>,
    member: &Member<N>,
) -> Result<([Account<N, 3>; 2], u32), Error> {
    let mut groups: BTreeMap<u32, Entry<N>> = BTreeMap::new();
    for (asset, quantity) in &member.balances {
        groups.entry(*asset).or_default().balance = Some(quantity.clone());
    }
    for place in member.perps.keys() {
        let settles = world.perps[*place as usize].settles;
        groups.entry(settles).or_default().perps.push(*place);
    }
    let mut scenario = NONE;
    if let Some((totals, worst)) = options(world, made, &member.options)? {
        let settles = world.chain.as_ref().map_or(0, |chain| chain.settles);
        groups.entry(settles).or_default().options = Some(totals);
        scenario = worst;
    }
    let (mut netted, mut own) = (Account::new(), Account::new());
    for (asset, entry) in groups {
        let bounds = bounds(world, asset)?;
        match entry.balance {
            Some(balance) if entry.perps.is_empty() && entry.options.is_none() => {
                let known = bounds.iter().all(Bound::is_known);
                let account = if known { &mut own } else { &mut netted };
                account.add(&balance, &bounds)?;
            }
            balance => {
                let mut net = Net::new(&balance.unwrap_or(N::zero()));
                for place in entry.perps {
                    let terms = &made.perps[place as usize].terms;
                    net.add(&perp(&member.perps[&place])?, terms)?;
                }
                if let Some(totals) = entry.options {
                    net.add_value(&totals)?;
                }
                netted.add_net(&net, &bounds)?;
            }
        }
    }
    Ok(([netted, own], scenario))
}

/// The account of a member, and the worst scenario of its options.
pub fn fed<N: Number>(
    world: &World<N>,
    made: &Made<'_, N>,
    member: &Member<N>,
) -> Result<(Account<N, 3>, u32), Error> {
    let ([netted, own], scenario) = parts(world, made, member)?;
    Ok((netted.merge(&own)?, scenario))
}

/// How many positions it has: a balance or group, a perp, and all options together count one each.
pub fn count<N: Number>(world: &World<N>, member: &Member<N>) -> u32 {
    let mut assets: Vec<u32> = member.balances.keys().copied().collect();
    assets.extend(
        member
            .perps
            .keys()
            .map(|perp| world.perps[*perp as usize].settles),
    );
    let options = !member.options.is_empty();
    if let (Some(chain), true) = (&world.chain, options) {
        assets.push(chain.settles);
    }
    assets.sort_unstable();
    assets.dedup();
    (assets.len() + member.perps.len() + usize::from(options)) as u32
}
