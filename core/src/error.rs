//! What can go wrong, as one small enum with stable numbers.

use core::fmt;

/// Why an operation has no result.
///
/// The discriminants are the wire form: a contract returns [`Error::code`], Python raises a class
/// of the same name, JavaScript throws an `Error` with `name` and `code`. A number is never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum Error {
    /// A result lies outside the range of the number type.
    Overflow = 1,
    /// A divisor is zero.
    DivisionByZero = 2,
    /// A text is no decimal number `-?digits[.digits]`, or a float is not finite.
    InvalidNumber = 3,
    /// More decimals than [`amount`](crate::number::amount) knows (24).
    InvalidDecimals = 4,
    /// A price is zero or negative, its low end is above its high end, or a confidence is negative.
    InvalidPrice = 5,
    /// Weights break `0 <= asset <= 1 <= liability`.
    InvalidWeights = 6,
    /// A ladder does not start at zero, its floors do not rise, its rates fall or leave `[0, 1]`, or
    /// its deductions break the recurrence.
    InvalidTiers = 7,
    /// A fraction (haircut, margin, profit weight, fee) lies outside `[0, 1]`.
    InvalidFraction = 8,
    /// A quantity that has no sign (open orders, a margin, an amount) is negative.
    InvalidQuantity = 9,
    /// The step of a grid is not positive.
    InvalidStep = 10,
    /// The number of positions seen is not the number that the account has.
    WrongPositions = 11,
    /// A position or index that the caller names is not among those it passed.
    UnknownMarket = 12,
    /// A perp follows the index of the asset that it settles in.
    InvalidIndex = 13,
    /// A price is too old to be used, and the question cannot be answered without it.
    UnknownPrice = 14,
    /// A ramp begins where it ends.
    InvalidRamp = 15,
    /// A quantity, price or number of positions is above what its market may hold, or a set of
    /// capacities together could leave the range of the number type.
    AboveCapacity = 16,
    /// A function is not defined there: the logarithm of what is not positive, the root of a negative
    /// number, the gamma of an option that expires now at its strike.
    OutOfDomain = 17,
    /// The low end of an interval is above its high end.
    InvalidInterval = 18,
    /// A grid is empty or of another length than asked for, or a scenario's price or weight is negative.
    InvalidScenario = 19,
    /// A discount of what is owned lies above 1, or one of what is owed below 1.
    InvalidDiscount = 20,
    /// A factor, rate or threshold of a margin method is out of its range, or an initial one below the
    /// maintenance one.
    InvalidFactor = 21,
    /// A strike, volatility or forward is negative, or a discount is not positive.
    InvalidOption = 22,
    /// A time lies before the last one, or further ahead than allowed.
    InvalidTime = 23,
    /// Slices that belong together differ in length, or one is empty.
    InvalidLength = 24,
    /// A pool has a reserve, range or amplification that no pool has, or an order book a level.
    InvalidPool = 25,
    /// A parameter set breaks an ordering, or leaves a cap unset.
    InvalidParameters = 26,
    /// A proposed value lies outside the bounds of its parameter.
    OutOfBounds = 27,
    /// A proposed value lies further from the present one than its parameter may move, or is reached too fast.
    StepTooLarge = 28,
    /// A parameter is changed before its delay is over.
    TooSoon = 29,
    /// A proposal was made for another version of the parameters.
    WrongVersion = 30,
    /// An isolated or reduce-only market does not admit the position.
    NotAdmitted = 31,
    /// Rows that must ascend do not, or one stands twice.
    InvalidOrder = 32,
}

impl Error {
    /// Every error, in the order of its code.
    pub const ALL: [Error; 32] = [
        Error::Overflow,
        Error::DivisionByZero,
        Error::InvalidNumber,
        Error::InvalidDecimals,
        Error::InvalidPrice,
        Error::InvalidWeights,
        Error::InvalidTiers,
        Error::InvalidFraction,
        Error::InvalidQuantity,
        Error::InvalidStep,
        Error::WrongPositions,
        Error::UnknownMarket,
        Error::InvalidIndex,
        Error::UnknownPrice,
        Error::InvalidRamp,
        Error::AboveCapacity,
        Error::OutOfDomain,
        Error::InvalidInterval,
        Error::InvalidScenario,
        Error::InvalidDiscount,
        Error::InvalidFactor,
        Error::InvalidOption,
        Error::InvalidTime,
        Error::InvalidLength,
        Error::InvalidPool,
        Error::InvalidParameters,
        Error::OutOfBounds,
        Error::StepTooLarge,
        Error::TooSoon,
        Error::WrongVersion,
        Error::NotAdmitted,
        Error::InvalidOrder,
    ];

    /// The stable number of this error.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The error of this number, or `None` where no error has it.
    pub fn from_code(code: u8) -> Option<Self> {
        Error::ALL.into_iter().find(|error| error.code() == code)
    }

    /// The stable name of this error, the same in Rust, Python and JavaScript.
    pub const fn name(self) -> &'static str {
        match self {
            Error::Overflow => "Overflow",
            Error::DivisionByZero => "DivisionByZero",
            Error::InvalidNumber => "InvalidNumber",
            Error::InvalidDecimals => "InvalidDecimals",
            Error::InvalidPrice => "InvalidPrice",
            Error::InvalidWeights => "InvalidWeights",
            Error::InvalidTiers => "InvalidTiers",
            Error::InvalidFraction => "InvalidFraction",
            Error::InvalidQuantity => "InvalidQuantity",
            Error::InvalidStep => "InvalidStep",
            Error::WrongPositions => "WrongPositions",
            Error::UnknownMarket => "UnknownMarket",
            Error::InvalidIndex => "InvalidIndex",
            Error::UnknownPrice => "UnknownPrice",
            Error::InvalidRamp => "InvalidRamp",
            Error::AboveCapacity => "AboveCapacity",
            Error::OutOfDomain => "OutOfDomain",
            Error::InvalidInterval => "InvalidInterval",
            Error::InvalidScenario => "InvalidScenario",
            Error::InvalidDiscount => "InvalidDiscount",
            Error::InvalidFactor => "InvalidFactor",
            Error::InvalidOption => "InvalidOption",
            Error::InvalidTime => "InvalidTime",
            Error::InvalidLength => "InvalidLength",
            Error::InvalidPool => "InvalidPool",
            Error::InvalidParameters => "InvalidParameters",
            Error::OutOfBounds => "OutOfBounds",
            Error::StepTooLarge => "StepTooLarge",
            Error::TooSoon => "TooSoon",
            Error::WrongVersion => "WrongVersion",
            Error::NotAdmitted => "NotAdmitted",
            Error::InvalidOrder => "InvalidOrder",
        }
    }

    /// One sentence for a person.
    pub const fn message(self) -> &'static str {
        match self {
            Error::Overflow => "a result is outside the range of the number type",
            Error::DivisionByZero => "a divisor is zero",
            Error::InvalidNumber => "not a decimal number of the form -?digits[.digits]",
            Error::InvalidDecimals => "more than 24 decimals",
            Error::InvalidPrice => "a price must be above zero and its low end at most its high end",
            Error::InvalidWeights => "weights must satisfy 0 <= asset <= 1 <= liability",
            Error::InvalidTiers => {
                "a ladder needs floors that rise from 0, rates in [0, 1] that do not fall, and deductions that follow from both"
            }
            Error::InvalidFraction => "a fraction must lie in [0, 1]",
            Error::InvalidQuantity => "a quantity without sign must not be negative",
            Error::InvalidStep => "the step of a grid must be positive",
            Error::WrongPositions => "the number of positions seen is not the number stated",
            Error::UnknownMarket => "no such position or index among those given",
            Error::InvalidIndex => "a perp must not follow the index of the asset that it settles in",
            Error::UnknownPrice => "a price is too old to be used",
            Error::InvalidRamp => "a ramp must not begin where it ends",
            Error::AboveCapacity => "above the capacity of the market, or of the number type",
            Error::OutOfDomain => "the function is not defined there",
            Error::InvalidInterval => "the low end of an interval is above its high end",
            Error::InvalidScenario => "a grid needs scenarios, as many as stated, with prices and weights of at least 0",
            Error::InvalidDiscount => "a discount must not exceed 1 for what is owned, nor fall below 1 for what is owed",
            Error::InvalidFactor => "a factor, rate or threshold is out of its range, or an initial one is below the maintenance one",
            Error::InvalidOption => "an option needs a strike, volatility and forward of at least 0 and a discount above 0",
            Error::InvalidTime => "a time must not lie before the last one, nor further ahead than allowed",
            Error::InvalidLength => "slices that belong together must have one length, and not be empty",
            Error::InvalidPool => "a pool needs reserves above zero, ranges that follow each other and an amplification above zero; a book needs levels from the best price on",
            Error::InvalidParameters => "a parameter set breaks an ordering between its values, or leaves a cap unset",
            Error::OutOfBounds => "a proposed value lies outside the bounds of its parameter",
            Error::StepTooLarge => "a proposed value is too far from the present one, or reached too fast",
            Error::TooSoon => "a parameter is changed before its delay is over",
            Error::WrongVersion => "a proposal was made for another version of the parameters",
            Error::NotAdmitted => "an isolated or reduce-only market does not admit the position",
            Error::InvalidOrder => "rows do not ascend, or one stands twice",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for Error {}
