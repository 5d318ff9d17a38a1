/** The stable name of an error, the same in Rust, Python and JavaScript. */
export type ErrorName = keyof typeof ErrorCode;

/** The stable number of every error. */
export declare const ErrorCode: {
  /** A result lies outside the range of the number type. */
  readonly Overflow: 1;
  /** A divisor is zero. */
  readonly DivisionByZero: 2;
  /** A text is no decimal number, or a float is not finite. */
  readonly InvalidNumber: 3;
  /** More than 24 decimals. */
  readonly InvalidDecimals: 4;
  /** A price is zero or negative, its low end is above its high end, or a confidence is negative. */
  readonly InvalidPrice: 5;
  /** Weights break `0 <= asset <= 1 <= liability`. */
  readonly InvalidWeights: 6;
  /** A ladder's floors, rates or deductions do not follow the rules of `Tiers`. */
  readonly InvalidTiers: 7;
  /** A fraction lies outside `[0, 1]`. */
  readonly InvalidFraction: 8;
  /** A quantity that has no sign is negative. */
  readonly InvalidQuantity: 9;
  /** The step of a grid is not positive. */
  readonly InvalidStep: 10;
  /** The number of positions seen is not the number that the account has. */
  readonly WrongPositions: 11;
  /** A position or level is not among those given. */
  readonly UnknownMarket: 12;
  /** A perp follows the index of the asset that it settles in. */
  readonly InvalidIndex: 13;
  /** A price is too old, and the question cannot be answered without it. */
  readonly UnknownPrice: 14;
  /** A ramp begins where it ends. */
  readonly InvalidRamp: 15;
  /** Above what a market may hold, or a set of capacities that could leave the range of the number type. */
  readonly AboveCapacity: 16;
  /** A function is not defined there: the logarithm of what is not positive, the gamma at a kink. */
  readonly OutOfDomain: 17;
  /** The low end of an interval is above its high end. */
  readonly InvalidInterval: 18;
  /** A grid is empty or of another length than asked for, or a scenario's price or weight is negative. */
  readonly InvalidScenario: 19;
  /** A discount of what is owned lies above 1, or one of what is owed below 1. */
  readonly InvalidDiscount: 20;
  /** A factor, rate or threshold of a margin method is out of its range. */
  readonly InvalidFactor: 21;
  /** A strike, volatility or forward is negative, or a discount is not positive. */
  readonly InvalidOption: 22;
  /** A time lies before the last one, or further ahead than allowed. */
  readonly InvalidTime: 23;
  /** Lists that belong together differ in length, or one is empty. */
  readonly InvalidLength: 24;
  /** A pool has a reserve, range or amplification that no pool has, or an order book a level. */
  readonly InvalidPool: 25;
  /** A parameter set breaks an ordering, or leaves a cap unset. */
  readonly InvalidParameters: 26;
  /** A proposed value lies outside the bounds of its parameter. */
  readonly OutOfBounds: 27;
  /** A proposed value lies further from the present one than its parameter may move, or is reached too fast. */
  readonly StepTooLarge: 28;
  /** A parameter is changed before its delay is over. */
  readonly TooSoon: 29;
  /** A proposal was made for another version of the parameters. */
  readonly WrongVersion: 30;
  /** An isolated or reduce-only market does not admit the position. */
  readonly NotAdmitted: 31;
  /** Rows that must ascend do not, or one stands twice. */
  readonly InvalidOrder: 32;
  /** A book is malformed (entry `plimsoll/book`). */
  readonly InvalidBook: 100;
  /** A document is malformed, or does not say what is expected of it (entry `plimsoll/proofs`, as all below). */
  readonly InvalidDocument: 200;
  /** The account is not healthy by the buffer, so there is nothing to prove. */
  readonly NotHealthy: 201;
  /** The reserves do not cover what is owed, so there is nothing to prove. */
  readonly NotSolvent: 202;
  /** The proof does not verify: it is another statement's, or was changed, or was never one. */
  readonly InvalidProof: 203;
  /** The bytes are not as many as this statement's proof has. */
  readonly WrongLength: 204;
  /** Thirty-two bytes are no commitment. */
  readonly InvalidCommitment: 205;
  /** A commitment does not open to this value, or to less than an account is owed. */
  readonly WrongOpening: 206;
  /** A quantity or value has more lots than the 64 bits that are proved of it. */
  readonly OutOfRange: 207;
  /** Prices and lots are so large that the statement could wrap. */
  readonly TooLarge: 208;
  /** More positions, values or accounts than one proof takes. */
  readonly TooMany: 209;
  /** No such proof exists for this kind of account. */
  readonly Unsupported: 210;
  /** An owner stands in the list twice. */
  readonly DuplicateOwner: 211;
  /** The account is not in the tree of this root. */
  readonly NotInTree: 212;
};

/** What the core refuses. `message` names the call, and the argument where one was being read. */
export declare class PlimsollError extends Error {
  constructor(code: (typeof ErrorCode)[ErrorName], message?: string);
  override readonly name: ErrorName;
  readonly code: (typeof ErrorCode)[ErrorName];
}
