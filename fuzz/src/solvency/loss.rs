//! The fund, the waterfall and what everybody bears: every flow adds up, in integers of any size.

use crate::draw::only;
use arbitrary::{Arbitrary, Result, Unstructured};
use num_bigint::BigInt;
use plimsoll::solvency::insurance::target;
use plimsoll::solvency::socialise::{deposit_index, funding_index, junior_ratio, Socialised};
use plimsoll::support::arbitrary::{magnitude, number};
use plimsoll::{Error, Fixed, Fund, Number, Waterfall};

const OVERFLOW: [Error; 1] = [Error::Overflow];
const NEGATIVE: [Error; 1] = [Error::InvalidQuantity];

pub fn run(u: &mut Unstructured<'_>) -> Result<()> {
    fund(u)?;
    waterfall(u)?;
    deposits(u)?;
    funding(u)?;
    profits(u)
}

fn big(number: &Fixed) -> BigInt {
    BigInt::from(number.to_bits())
}

fn fund(u: &mut Unstructured<'_>) -> Result<()> {
    let stored = [number(u)?, magnitude(u)?, magnitude(u)?, magnitude(u)?];
    let [balance, per_event, per_period, spent] = stored;
    let Some(mut fund) = only(
        Fund::from_stored(balance, per_event, per_period, spent),
        &NEGATIVE,
    ) else {
        assert!(balance < 0);
        return Ok(());
    };
    let mut held = big(&balance);
    for _ in 0..u8::arbitrary(u)? % 8 {
        let before = fund;
        let amount = number(u)?;
        match u8::arbitrary(u)? % 3 {
            0 => match fund.contribute(&amount) {
                Ok(()) => held += big(&amount),
                Err(error) => {
                    let over = amount.checked_add(*fund.balance()).is_none();
                    assert_eq!(error == Error::Overflow, over);
                    assert_eq!(fund, before);
                }
            },
            1 => match only(fund.cover(&amount), &NEGATIVE) {
                Some(paid) => {
                    held -= big(&paid);
                    assert!(paid >= 0 && paid <= amount && paid <= *fund.per_event());
                    assert!(*fund.spent() <= *fund.per_period().max(before.spent()));
                    assert_eq!(paid, amount.min(before.available().unwrap()));
                }
                None => assert_eq!(fund, before),
            },
            _ => fund.renew(),
        }
        assert_eq!(big(fund.balance()), held, "what came in less what went out");
        assert!(*fund.balance() >= 0 && *fund.spent() >= 0);
    }
    let wanted = target(&magnitude(u)?, &magnitude(u)?, &magnitude(u)?);
    assert!(only(wanted, &OVERFLOW).is_none_or(|wanted| wanted >= 0));
    Ok(())
}

fn waterfall(u: &mut Unstructured<'_>) -> Result<()> {
    let mut fund = match Fund::new(magnitude(u)?, magnitude(u)?, magnitude(u)?) {
        Ok(fund) => fund,
        Err(error) => panic!("{error:?}"),
    };
    let layers = Waterfall {
        proceeds: number(u)?,
        insurance: fund.available().expect("nothing of it is negative"),
        deleveraging: magnitude(u)?,
    };
    let debt = number(u)?;
    let Some(flows) = only(layers.flows(&debt), &NEGATIVE) else {
        assert!(debt < 0 || layers.proceeds < 0);
        return Ok(());
    };
    let paid = [
        flows.proceeds,
        flows.insurance,
        flows.deleveraging,
        flows.socialised,
    ];
    assert!(paid.iter().all(|flow| *flow >= 0) && flows.surplus >= 0);
    assert_eq!(paid.iter().map(big).sum::<BigInt>(), big(&debt));
    assert_eq!(
        big(&flows.proceeds) + big(&flows.surplus),
        big(&layers.proceeds)
    );
    let below = [layers.proceeds, layers.insurance, layers.deleveraging];
    for (place, layer) in below.iter().enumerate() {
        assert!(paid[place] <= *layer);
        let later = paid[place + 1..].iter().any(|flow| *flow > 0);
        assert!(!later || paid[place] == *layer, "one layer after another");
    }
    assert_eq!(fund.cover(&flows.insurance), Ok(flows.insurance));
    Ok(())
}

/// What is taken and what is left are the loss, or the steps of the index more.
fn bears(loss: &Fixed, holders: &Fixed, socialised: &Socialised<Fixed>) {
    let Socialised { taken, left, .. } = socialised;
    assert!(*taken >= 0 && *left >= 0);
    assert!(big(taken) + big(left) >= big(loss), "no part disappears");
    // One step of the index for every holder, and one step for what is rounded.
    let step = holders.mul_up(&Fixed::DELTA).expect("less than it was");
    assert!(big(taken) + big(left) <= big(loss) + big(&step) + 1);
}

fn deposits(u: &mut Unstructured<'_>) -> Result<()> {
    let (index, loss, shares) = (magnitude(u)?, magnitude(u)?, magnitude(u)?);
    let Some(after) = only(deposit_index(&index, &loss, &shares), &OVERFLOW) else {
        return Ok(());
    };
    bears(&loss, &shares, &after);
    assert!(after.index >= 0 && after.index <= index);
    assert!(after.left.is_zero() || after.index.is_zero() || shares.is_zero());
    // Two holders of all shares lose at least what is taken, less a step each.
    let some = shares.min(magnitude(u)?);
    let mut lost = BigInt::ZERO;
    for held in [some, shares - some] {
        let [before, then] = [index, after.index].map(|index| held.mul_down(&index).unwrap());
        assert!(then <= before, "nobody gains");
        lost += big(&before) - big(&then);
    }
    assert!(lost + 2 >= big(&after.taken));
    Ok(())
}

fn funding(u: &mut Unstructured<'_>) -> Result<()> {
    let (loss, open) = (magnitude(u)?, magnitude(u)?);
    if let Some(change) = only(funding_index(&loss, &open), &OVERFLOW) {
        bears(&loss, &open, &change);
        assert!(change.index >= 0);
        if change.left > 0 {
            // Nothing is open, or too little for an index to carry the loss.
            assert_eq!((change.left, change.taken), (loss, Fixed::ZERO));
            let index = loss.div_up(&open);
            assert!(index.and_then(|index| index.mul_down(&open)).is_err());
        }
    }
    Ok(())
}

fn profits(u: &mut Unstructured<'_>) -> Result<()> {
    let (assets, deposits, profits) = (magnitude(u)?, magnitude(u)?, magnitude(u)?);
    let ratio = junior_ratio(&assets, &deposits, &profits).expect("nothing is negative");
    assert!(ratio.is_fraction());
    let some = profits.min(magnitude(u)?);
    let paid = [some, profits - some].map(|profit| big(&profit.mul_down(&ratio).unwrap()));
    let there = (big(&assets) - big(&deposits)).max(BigInt::ZERO);
    assert!(
        paid.iter().sum::<BigInt>() <= there,
        "no more than there is"
    );
    Ok(())
}
