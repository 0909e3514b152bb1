//! What std takes text for: addresses of sockets, paths.

use super::ExString;
use exalloc_core::Allocator;
use std::ffi::OsStr;
use std::io;
use std::net::ToSocketAddrs;
use std::path::Path;

impl<A: Allocator> ToSocketAddrs for ExString<A> {
    type Iter = <str as ToSocketAddrs>::Iter;

    /// Resolves the text, such as `"localhost:80"`.
    ///
    /// # Errors
    ///
    /// When it names no address.
    #[inline]
    fn to_socket_addrs(&self) -> io::Result<Self::Iter> {
        self.as_str().to_socket_addrs()
    }
}

impl<A: Allocator> AsRef<OsStr> for ExString<A> {
    #[inline]
    fn as_ref(&self) -> &OsStr {
        self.as_str().as_ref()
    }
}

impl<A: Allocator> AsRef<Path> for ExString<A> {
    #[inline]
    fn as_ref(&self) -> &Path {
        self.as_str().as_ref()
    }
}
