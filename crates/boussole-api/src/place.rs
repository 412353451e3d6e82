//! Where a request comes from, as far as it is counted.

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// What a proxy says of who asked it; the last is what the proxy itself saw.
const FORWARDED: &str = "x-forwarded-for";

/// Where a try comes from. All whose address is not known count as one.
pub type Place = Option<IpAddr>;

/// Returns what is counted of an address: of the sixth version its network, since who has one has all of that.
#[must_use]
pub fn place_of(address: Option<IpAddr>) -> Place {
    address.map(|address| match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    })
}

/// Returns the address of who sent a request. What a proxy says of it counts where the proxy is near: on this machine or
/// in its private network, where strangers are not.
#[must_use]
pub fn sender_of(extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let forwarded =
        || headers.get_all(FORWARDED).iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
    match peer {
        Some(peer) if is_near(peer) => forwarded().or(Some(peer)),
        peer => peer,
    }
}

fn is_near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::{place_of, sender_of};
    use axum::extract::ConnectInfo;
    use axum::http::{Extensions, HeaderMap, HeaderValue};
    use std::net::SocketAddr;

    #[test]
    fn a_network_of_the_sixth_version_is_one_place() {
        let place = |text: &str| place_of(Some(text.parse().unwrap())).unwrap().to_string();
        assert_eq!(place("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(place("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(place("192.0.2.1"), "192.0.2.1");
    }

    #[test]
    fn only_a_proxy_that_is_near_is_believed() {
        let sender = |peer: Option<&str>, forwarded: &[&'static str]| {
            let mut extensions = Extensions::new();
            if let Some(peer) = peer {
                extensions.insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
            }
            let mut headers = HeaderMap::new();
            for line in forwarded {
                headers.append("X-Forwarded-For", HeaderValue::from_static(line));
            }
            sender_of(&extensions, &headers).map(|address| address.to_string())
        };
        let told = |text: &str| Some(text.to_owned());
        assert_eq!(sender(None, &["192.0.2.1"]), None);
        assert_eq!(sender(Some("198.51.100.7:80"), &["192.0.2.1"]), told("198.51.100.7"), "a stranger says so");
        assert_eq!(sender(Some("127.0.0.1:80"), &["192.0.2.1"]), told("192.0.2.1"));
        assert_eq!(sender(Some("10.0.0.2:80"), &["203.0.113.9, 192.0.2.1"]), told("192.0.2.1"), "the last hop");
        assert_eq!(sender(Some("[fd00::2]:80"), &["203.0.113.9", "192.0.2.1"]), told("192.0.2.1"), "the last line");
        assert_eq!(sender(Some("127.0.0.1:80"), &["nonsense"]), told("127.0.0.1"));
        assert_eq!(sender(Some("127.0.0.1:80"), &[]), told("127.0.0.1"));
    }
}
