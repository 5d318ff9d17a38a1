//! Accounts fed by hand, one market at a time: what every row of a scan must equal. The grouping is its
//! own: a map from each asset to the balance and the perps that settle in it.

use super::book::{Held, Made, Member, World};
use plimsoll::columns::rows::NONE;
use plimsoll::margin::account::Account;
use plimsoll::margin::net::Net;
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::margin::scenario::RiskArray;
use plimsoll::price::Price;
use plimsoll::weights::Bound;
use plimsoll::{Error, Number};
use std::collections::BTreeMap;

/// One asset of an account.
struct Entry<N> {
    balance: Option<N>,
    perps: Vec<u32>,
    portfolio: Option<[Option<N>; 3]>,
}

impl<N> Default for Entry<N> {
    fn default() -> Self {
        Entry {
            balance: None,
            perps: Vec::new(),
            portfolio: None,
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

/// What a portfolio is worth at each level where every price is known, and the worst scenario at
/// maintenance.
type Worth<N> = ([Option<N>; 3], u32);

/// The worth of a member's portfolio, one contribution at a time.
fn portfolio<N: Number>(
    world: &World<N>,
    made: &Made<'_, N>,
    member: &Member<N>,
) -> Result<Option<Worth<N>>, Error> {
    if member.options.is_empty() {
        return Ok(None);
    }
    let chain = world.chain.as_ref().ok_or(Error::UnknownMarket)?;
    let (mut totals, mut scenario) = ([None, None, None], NONE);
    for (level, total) in totals.iter_mut().enumerate() {
        match at_level(world, made, member, level) {
            Ok((mark, profit, place)) => {
                let loss = if profit.is_negative() {
                    profit
                } else {
                    N::zero()
                };
                let counted = loss.mul_down(&chain.factors[level])?;
                *total = Some(mark.try_add(&counted)?);
                if level == 1 {
                    scenario = place;
                }
            }
            Err(Error::UnknownPrice) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some((totals, scenario)))
}

/// The mark, the least weighted profit, and where.
fn at_level<N: Number>(
    world: &World<N>,
    made: &Made<'_, N>,
    member: &Member<N>,
    level: usize,
) -> Result<(N, N, u32), Error> {
    let chain = world.chain.as_ref().ok_or(Error::UnknownMarket)?;
    let (mut mark, mut marks) = (N::zero(), N::zero());
    for (place, quantity) in &member.options {
        let series = &chain.series[*place as usize];
        let owed = quantity.is_negative();
        let (unit, _) = if owed { &series.owed } else { &series.owned };
        mark = mark.try_add(&quantity.mul_down(unit)?)?;
    }
    let mut linear = Vec::new();
    for place in member.margined(world) {
        let (held, listing) = (&member.perps[&place], &world.perps[place as usize]);
        let price = listing.prices[level].clone();
        marks = marks.try_add(&perp(held)?.value(&Terms::equity(price.clone()))?)?;
        if !held.size.is_zero() {
            let room = vec![N::zero(); made.grid.len()];
            let array = RiskArray::linear(&price, &made.grid, room)?;
            linear.push((held.size.clone(), array));
        }
    }
    let coins = chain
        .coins
        .map(|asset| (asset, member.balances.get(&asset)));
    let mut worth = None;
    if let Some((asset, Some(quantity))) = coins.filter(|(_, held)| held > &Some(&N::zero())) {
        let price = |asset: u32| &world.assets[asset as usize].prices[level];
        if !price(asset).is_known() || !price(chain.settles).is_known() {
            return Err(Error::UnknownPrice);
        }
        let of = quantity.mul_div_down(price(asset).low(), price(chain.settles).high())?;
        marks = marks.try_add(&of)?;
        worth = Some(of);
    }
    let mut worst: Option<(N, u32)> = None;
    for (place, weight) in chain.weights.iter().enumerate() {
        let mut profit = N::zero();
        for (series, quantity) in &member.options {
            let array = &made.arrays[*series as usize];
            profit = profit.try_add(&array.contribution(quantity, place)?)?;
        }
        for (size, array) in &linear {
            profit = profit.try_add(&array.contribution(size, place)?)?;
        }
        if let Some(worth) = &worth {
            let change = chain.spots[place].try_sub(&N::one())?;
            profit = profit.try_add(&worth.mul_down(&change)?)?;
        }
        let profit = profit.mul_down(weight)?;
        if worst.as_ref().is_none_or(|(least, _)| profit < *least) {
            worst = Some((profit, place as u32));
        }
    }
    let (profit, place) = worst.ok_or(Error::InvalidScenario)?;
    Ok((mark.try_add(&marks)?, profit, place))
}

/// A netting group with what a portfolio is worth in it, level by level: where that is unknown, a perp
/// without a price stands for it.
fn group<N: Number>(
    balance: &N,
    perps: &[(Perp<N>, &[Terms<'_, N>; 3])],
    totals: &[Option<N>; 3],
    bounds: &[Bound<N>; 3],
) -> Result<Account<N, 3>, Error> {
    let level = |level: usize| {
        let mut net: Net<N, 1> = Net::new(balance);
        for (perp, terms) in perps {
            net.add(perp, std::array::from_ref(&terms[level]))?;
        }
        match &totals[level] {
            Some(total) => net.add_value(std::array::from_ref(total))?,
            None => net.add(
                &Perp::new(N::one(), N::zero()),
                &[Terms::equity(Price::unknown())],
            )?,
        }
        let mut account = Account::new();
        account.add_net(&net, std::array::from_ref(&bounds[level]))?;
        let [health] = account.levels().clone();
        Ok(health)
    };
    Account::try_from([level(0)?, level(1)?, level(2)?])
}

/// The account of a member, in two parts: what is netted or has no price at some level, and the other
/// balances. Their merge is the account; of exact numbers the order does not matter.
fn parts<N: Number>(
    world: &World<N>,
    made: &Made<'_, N>,
    member: &Member<N>,
) -> Result<([Account<N, 3>; 2], u32), Error> {
    let mut groups: BTreeMap<u32, Entry<N>> = BTreeMap::new();
    let margined = member.margined(world);
    for (asset, quantity) in &member.balances {
        let taken = member
            .coins(world)
            .is_some_and(|(coins, _)| coins == *asset);
        let balance = if taken { N::zero() } else { quantity.clone() };
        groups.entry(*asset).or_default().balance = Some(balance);
    }
    for place in member
        .perps
        .keys()
        .filter(|place| !margined.contains(place))
    {
        let settles = world.perps[*place as usize].settles;
        groups.entry(settles).or_default().perps.push(*place);
    }
    let mut scenario = NONE;
    if let Some((totals, worst)) = portfolio(world, made, member)? {
        let settles = world.chain.as_ref().map_or(0, |chain| chain.settles);
        groups.entry(settles).or_default().portfolio = Some(totals);
        scenario = worst;
    }
    let (mut netted, mut own) = (Account::new(), Account::new());
    for (asset, entry) in groups {
        let bounds = bounds(world, asset)?;
        match entry.balance {
            Some(balance) if entry.perps.is_empty() && entry.portfolio.is_none() => {
                let known = bounds.iter().all(Bound::is_known);
                let account = if known { &mut own } else { &mut netted };
                account.add(&balance, &bounds)?;
            }
            balance => {
                let balance = balance.unwrap_or(N::zero());
                let mut perps = Vec::new();
                for place in entry.perps {
                    let terms = &made.perps[place as usize].terms;
                    perps.push((perp(&member.perps[&place])?, terms));
                }
                if let Some(totals) = entry.portfolio {
                    netted = netted.merge(&group(&balance, &perps, &totals, &bounds)?)?;
                    continue;
                }
                let mut net = Net::new(&balance);
                for (perp, terms) in &perps {
                    net.add(perp, terms)?;
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

/// How many positions it has: a balance or group, a perp, and a portfolio count one each.
pub fn count<N: Number>(world: &World<N>, member: &Member<N>) -> u32 {
    let mut assets: Vec<u32> = member.balances.keys().copied().collect();
    let margined = member.margined(world);
    let perps = member.perps.keys().filter(|perp| !margined.contains(perp));
    let settles = perps.map(|perp| world.perps[*perp as usize].settles);
    let before = assets.len();
    assets.extend(settles);
    let perps = assets.len() - before;
    let options = !member.options.is_empty();
    if let (Some(chain), true) = (&world.chain, options) {
        assets.push(chain.settles);
    }
    assets.sort_unstable();
    assets.dedup();
    (assets.len() + perps + usize::from(options)) as u32
}
