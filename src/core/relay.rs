//! What a relay decides: who may say what of which memory. It holds Mem0's key, so that no page
//! has to. In its durable mode it keeps what was said, until Mem0 has it.

mod admission;
mod claims;
pub mod forwarding;
mod gathering;
pub mod ledger;
pub mod letter;
pub mod order;
pub mod origin;
pub mod part;
pub mod record;
pub mod refusal;
mod reply;
pub mod request;
pub mod scope;
pub mod settings;
pub mod shard;
pub mod shares;
pub mod visit;

pub use refusal::Refusal;
