use crate::shop::{Shop, event, order, said};
use expect_test::expect;
use serde_json::json;

#[tokio::test]
async fn a_sheet_has_the_list_and_no_formula() {
    let shop = Shop::with(vec![
        order("c1", "o1", 30, "10.50"),
        said("c1", 20, json!({"name": "=HYPERLINK(\"http://x\")", "email": "@a", "city": "Lyon, \"Part-Dieu\""})),
        event("+33", "Order Refunded", 10, json!({"revenue": 2})),
        said("c3", 5, json!({"name": "\tÉlodie", "country": "-1"})),
    ])
    .await;
    let reply = shop.ask("/api/v1/people.csv?sort=first_seen").await;
    assert_eq!(reply.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(reply.headers["content-disposition"], "attachment; filename=\"people.csv\"");
    let text = reply.text();
    let lines = text.strip_prefix('\u{feff}').expect("a byte order mark").replace("\r\n", "\n");
    // A blank before a name is taken off with the rest of its formula; a number is never one.
    expect![[r#"
        id,name,email,identifier,kind,country,city,orders,revenue,currency,first_seen,last_seen,events
        p2,"'=HYPERLINK(""http://x"")",'@a,c1,customer,,"Lyon, ""Part-Dieu""",1,10.50,BRL,2023-11-13T16:13:20Z,2023-11-14T02:13:20Z,2
        p1,,,'+33,prospect,,,0,-2,BRL,2023-11-14T12:13:20Z,2023-11-14T12:13:20Z,1
        p3,Élodie,,c3,prospect,'-1,,0,,,2023-11-14T17:13:20Z,2023-11-14T17:13:20Z,1
    "#]]
    .assert_eq(&lines);
}

#[tokio::test]
async fn a_sheet_has_the_filters_of_the_list() {
    let shop = Shop::with(vec![order("c1", "o1", 30, "1"), event("c2", "Page Viewed", 1, json!({}))]).await;
    for (query, n_lines) in [("", 3), ("?kind=customer", 2), ("?search=c2&kind=prospect", 2), ("?search=nobody", 1)] {
        let text = shop.ask(&format!("/api/v1/people.csv{query}")).await.text();
        assert_eq!(text.lines().count(), n_lines, "{query}");
    }
}
