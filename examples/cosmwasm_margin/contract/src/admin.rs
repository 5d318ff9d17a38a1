//! What the admin and the feeder say: markets, parameters, prices.

use crate::error::Refused;
use crate::message::{ChangeTerms, FeedTerms, Instantiate, MarketTerms, RuleTerms};
use crate::session::Session;
use crate::state::{self, Market, Protocol, Rules};
use crate::units::{down, parameter, up, whole};
use cosmwasm_std::Storage;
use plimsoll::margin::capacity;
use plimsoll::risk::parameters::set::Name;
use plimsoll::{
    Age, Capacity, Change, Confidence, Error, Exposure, Feed, Fixed, Fund, Number, Parameters,
    Reading, Rule,
};

pub fn instantiate(
    storage: &mut dyn Storage,
    now: u64,
    admin: &str,
    message: &Instantiate,
) -> Result<(), Refused> {
    let [initial, maintenance] = &message.feeds;
    let dollar = Capacity::asset(whole(message.largest_balance)?, Fixed::ONE, Fixed::ONE)?;
    capacity::check(&[dollar])?;
    let protocol = Protocol {
        admin: admin.to_owned(),
        feeder: message.feeder.clone(),
        denom: message.denom.clone(),
        markets: 0,
        feeds: [feed(initial)?, feed(maintenance)?],
        dollar,
        fund: Fund::new(
            Fixed::ZERO,
            whole(message.per_event)?,
            whole(message.per_period)?,
        )?,
        period: message.period,
        since: now,
        held: Fixed::ZERO,
    };
    state::save_protocol(storage, &protocol)
}

fn feed(terms: &FeedTerms) -> Result<Feed, Error> {
    Ok(Feed {
        confidence: Confidence::new(
            up(&terms.confidence_multiple)?,
            up(&terms.confidence_cap)?,
            down(&terms.confidence_limit)?,
        )?,
        age: Age::new(terms.fresh, terms.limit, terms.ahead, up(&terms.rate)?)?,
    })
}

pub fn add_market(
    storage: &mut dyn Storage,
    now: u64,
    sender: &str,
    terms: &MarketTerms,
) -> Result<(), Refused> {
    let mut protocol = state::protocol(storage)?;
    only(sender, &protocol.admin)?;
    let mut rules = [Rule::new(
        [Fixed::ZERO; 2],
        Fixed::ZERO,
        Fixed::ZERO,
        Fixed::ZERO,
        0,
        0,
    )?; 8];
    let mut values = [Fixed::ZERO; 8];
    let places = rules.iter_mut().zip(&mut values);
    for ((name, terms), (place, value)) in Name::ALL.into_iter().zip(&terms.parameters).zip(places)
    {
        *place = rule(name, &terms.rule)?;
        *value = parameter(name, &terms.value)?;
        let [least, most] = place.bounds();
        if *value < *least || *value > *most {
            return Err(Error::OutOfBounds.into());
        }
    }
    let capacity = liquidatable(&rules, terms)?;
    let fee = up(&terms.fee)?;
    if !fee.is_fraction() {
        return Err(Error::InvalidFraction.into());
    }
    let mut capacities = vec![protocol.dollar, capacity];
    for id in 0..protocol.markets {
        capacities.push(state::market(storage, id)?.capacity);
    }
    capacity::check(&capacities)?;
    let market = Market {
        symbol: terms.symbol.clone(),
        parameters: Parameters::new(values, now)?,
        capacity,
        reading: None,
        open: Exposure::new(),
        fee,
        losses: Fixed::ZERO,
        pending: Fixed::ZERO,
    };
    let id = protocol.markets;
    protocol.markets = id.checked_add(1).ok_or(Error::AboveCapacity)?;
    state::save_market(storage, id, &market)?;
    state::save_rules(storage, id, &rules)?;
    state::save_protocol(storage, &protocol)
}

fn rule(name: Name, terms: &RuleTerms) -> Result<Rule, Error> {
    Rule::new(
        [
            parameter(name, &terms.least)?,
            parameter(name, &terms.most)?,
        ],
        down(&terms.rise)?,
        down(&terms.fall)?,
        down(&terms.grain)?,
        terms.delay,
        terms.ramp,
    )
}

/// The capacity of a market whose rules keep it liquidatable: whatever its parameters become, closing a
/// position frees more margin than the liquidator and the fund take.
fn liquidatable(rules: &Rules, terms: &MarketTerms) -> Result<Capacity, Error> {
    let [_, asset, liability, initial, bonus, insurance, ..] = rules;
    let ([_, asset], [liability, _]) = (asset.bounds(), liability.bounds());
    let ([_, bonus], [_, insurance]) = (bonus.bounds(), insurance.bounds());
    let taken = bonus.try_add(insurance)?;
    let [long, short] = [Fixed::ONE.try_sub(asset)?, liability.try_sub(&Fixed::ONE)?];
    if taken >= long || taken >= short {
        return Err(Error::InvalidParameters);
    }
    let [_, weight] = initial.bounds();
    Capacity::perp(
        whole(terms.largest_size)?,
        up(&terms.largest_price)?,
        *weight,
        whole(terms.largest_quote)?,
        Fixed::ONE,
    )
}

pub fn propose(
    session: &mut Session,
    storage: &dyn Storage,
    sender: &str,
    market: u8,
    version: u64,
    changes: &[ChangeTerms],
    ramp: u64,
) -> Result<(), Refused> {
    only(sender, &session.protocol.admin)?;
    let rules = state::rules(storage, market)?;
    let mut proposed = Vec::new();
    for change in changes {
        let name = Name::ALL
            .into_iter()
            .find(|name| name.name() == change.name);
        let name = name.ok_or(Error::InvalidParameters)?;
        proposed.push(Change {
            name,
            value: parameter(name, &change.value)?,
        });
    }
    let now = session.now;
    let market = &mut session.market(market)?.market;
    market.parameters = market
        .parameters
        .propose(&rules, version, &proposed, ramp, now)?;
    Ok(())
}

pub fn publish(
    session: &mut Session,
    sender: &str,
    market: u8,
    price: &str,
    confidence: &str,
    at: u64,
) -> Result<(), Refused> {
    only(sender, &session.protocol.feeder)?;
    let reading = Reading::new(down(price)?, up(confidence)?, at)?;
    let (now, feeds) = (session.now, session.protocol.feeds);
    let market = &mut session.market(market)?.market;
    if market.reading.is_some_and(|last| last.at() > at) {
        return Err(Error::InvalidTime.into());
    }
    for feed in &feeds {
        feed.price(&reading, now)?;
        // As wide as it will ever be.
        let last = at.checked_add(feed.age.limit()).ok_or(Error::InvalidTime)?;
        let widest = feed
            .price(&reading, last)
            .map_err(|_| Error::AboveCapacity)?;
        if *widest.high() > market.capacity.price {
            return Err(Error::AboveCapacity.into());
        }
    }
    market.reading = Some(reading);
    Ok(())
}

fn only(sender: &str, allowed: &str) -> Result<(), Refused> {
    match sender == allowed {
        true => Ok(()),
        false => Err(Refused::Unauthorized),
    }
}
