// `weights/profile`.
export { Boost, Profile, Scope, admit, admitDebts } from "./classes.js";
