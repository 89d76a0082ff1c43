//! What a relay decides: who may say what of which memory. It holds Mem0's key, so that no page
//! has to. In its durable mode it keeps what was said, until Mem0 has it.

mod claims;
pub mod ledger;
pub mod order;
pub mod origin;
pub mod refusal;
pub mod request;
pub mod scope;
pub mod shard;

pub use refusal::Refusal;
