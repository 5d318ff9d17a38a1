//! A prover who inflates both parts of an equity has more to cover, never less.

use crate::*;

/// Equities, and by how much both parts of each are inflated.
fn parts() -> impl Strategy<Value = Vec<(i64, u64)>> {
    let equity = prop_oneof![any::<i64>(), -1000i64..1000];
    let inflation = prop_oneof![2 => Just(0u64), 1 => 1u64..5, 1 => 0u64..1 << 63];
    prop::collection::vec((equity, inflation), 1..6)
}

fn inflated(parts: &[(i64, u64)]) -> Vec<Owed<'static>> {
    const IDS: [&[u8]; 6] = [b"a", b"b", b"c", b"d", b"e", b"f"];
    let owed = parts.iter().zip(IDS).map(|((equity, more), id)| {
        let honest = Owed::new(id, *equity);
        Owed {
            plus: honest.plus.saturating_add(*more),
            minus: honest.minus.saturating_add(*more),
            ..honest
        }
    });
    owed.collect()
}

proptest! {
    #![proptest_config(config(300))]

    /// `sum plus >= sum max(equity, 0)`, so inflating leaves less of the reserves and never more.
    #[test]
    fn inflating_only_costs(parts in parts(), held in any::<u64>()) {
        let owed = inflated(&parts);
        let surplus = Liabilities::new(&owed, &mut rng(1)).unwrap().surplus(&reserves(held)).unwrap();
        let due: i128 = parts.iter().map(|(equity, _)| i128::from(*equity).max(0)).sum();
        prop_assert!(surplus <= i128::from(held) - due);
        let honest: Vec<_> = parts.iter().map(|(equity, _)| (*equity, 0)).collect();
        let honest = Liabilities::new(&inflated(&honest), &mut rng(1)).unwrap().surplus(&reserves(held)).unwrap();
        prop_assert_eq!(honest, i128::from(held) - due);
    }
}

proptest! {
    #![proptest_config(config(8))]

    /// The proofs say the same as the numbers: with just the reserves that an honest list needs, it proves it, and an
    /// inflated one cannot, whatever it claims; every receipt shows the equity that was inflated.
    #[test]
    fn proofs_of_inflated_parts(parts in parts(), claimed in any::<u128>()) {
        // Below 2^60 each, so that reserves of 64 bits hold them.
        let parts: Vec<_> = parts.iter().map(|(equity, more)| (equity >> 4, more >> 4)).collect();
        let due: u64 = parts.iter().map(|(equity, _)| u64::try_from(*equity).unwrap_or(0)).sum();
        let more: u64 = parts.iter().map(|(_, more)| more).sum();
        let liabilities = Liabilities::new(&inflated(&parts), &mut rng(1)).unwrap();
        let root = liabilities.root();
        for (k, (equity, _)) in parts.iter().enumerate() {
            let id = inflated(&parts)[k].id;
            prop_assert_eq!(liabilities.receipt(k).unwrap().verify(&root, id), Ok(i128::from(*equity)));
        }
        let (just, enough) = (reserves(due), reserves(due + more));
        let solvency = liabilities.prove(generators(), &CONTEXT, &enough, &mut rng(2)).unwrap();
        prop_assert_eq!(solvency.verify(generators(), &CONTEXT, &enough, &root), Ok(()));
        if more > 0 {
            prop_assert_eq!(liabilities.prove(generators(), &CONTEXT, &just, &mut rng(2)).err(), Some(Error::NotSolvent));
            let forced = liabilities.prove_surplus(generators(), &CONTEXT, &just, claimed, &mut rng(2)).unwrap();
            prop_assert_eq!(forced.verify(generators(), &CONTEXT, &just, &root), Err(Error::InvalidProof));
        }
    }
}
