//! The web as far as we bind it ourselves, smaller than it comes ready made. The only place with
//! an `extern` block.

#[cfg(feature = "client")]
pub(crate) mod abort;
#[cfg(feature = "client")]
pub(crate) mod fetch;
#[cfg(all(feature = "package", feature = "client"))]
pub(crate) mod items;
#[cfg(feature = "client")]
pub(crate) mod json;
#[cfg(all(feature = "package", feature = "relay"))]
pub(crate) mod ledger;
#[cfg(feature = "client")]
pub(crate) mod object;
#[cfg(feature = "client")]
pub(crate) mod promise;
#[cfg(feature = "client")]
pub(crate) mod timer;
