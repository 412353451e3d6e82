use crate::shop::{Shop, event, order, said};
use serde_json::json;
#[tokio::test(flavor = "multi_thread")]
async fn speed_tmp() {
    let shop = Shop::with(vec![]).await;
    for block in 0..100 {
        let mut items = vec![];
        for i in 0..1000 {
            let u = format!("user-{}", block * 1000 + i);
            items.push(said(&u, 100, json!({"name": format!("Élodie Person {i}"), "city": "Lyon", "country": "FR"})));
            items.push(order(&u, &u, 50, "12.50"));
            for h in 0..4 {
                items.push(event(&u, "Page Viewed", h, json!({"url": "/a/b/c", "n": i})));
            }
        }
        shop.accept(items).await;
    }
    for address in [
        "/api/v1/people",
        "/api/v1/people?sort=name",
        "/api/v1/people?search=elodie%20person%2099&sort=-revenue",
        "/api/v1/people/p77",
        "/api/v1/people/p77/timeline",
        "/api/v1/people.csv",
    ] {
        let t = std::time::Instant::now();
        let reply = shop.ask(address).await;
        eprintln!("{address} {} {} bytes {:?}", reply.status, reply.body.len(), t.elapsed());
    }
}
