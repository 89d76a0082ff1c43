//! What a relay decides: who may say what of which memory. It holds Mem0's key, so that no page
//! has to.

pub mod origin;
pub mod refusal;
pub mod request;
pub mod scope;

pub use refusal::Refusal;
