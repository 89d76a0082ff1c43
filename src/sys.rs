//! The web as far as we bind it ourselves, smaller than it comes ready made. The only place with
//! an `extern` block.

pub(crate) mod abort;
pub(crate) mod fetch;
#[cfg(all(feature = "package", feature = "relay"))]
pub(crate) mod hooks;
#[cfg(all(feature = "package", not(feature = "relay")))]
pub(crate) mod items;
pub(crate) mod json;
#[cfg(all(feature = "package", feature = "relay"))]
pub(crate) mod ledger;
pub(crate) mod object;
pub(crate) mod promise;
pub(crate) mod timer;
